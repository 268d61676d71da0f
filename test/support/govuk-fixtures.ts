import { h, type JSX } from 'preact';
import * as Parvis from '../../src/platform/html/index.ts';

export type Fixture = { readonly name: string; readonly html: string; readonly options: Options };

/** The parameters of GOV.UK's macros that have a meaning here. */
type Options = {
  readonly [other: string]: unknown;
  readonly name?: string;
  readonly id?: string;
  readonly label?: Text & { readonly isPageHeading?: boolean };
  readonly fieldset?: { readonly describedBy?: string; readonly legend?: Text & { readonly isPageHeading?: boolean } };
  readonly hint?: Text;
  readonly errorMessage?: Text;
  readonly items?: readonly Item[];
  readonly value?: string | number;
  readonly values?: readonly string[] | { readonly day?: number; readonly month?: number; readonly year?: number };
  readonly prefix?: Text;
  readonly suffix?: Text;
  readonly text?: string;
  readonly href?: string;
  readonly summaryText?: string;
  readonly open?: boolean;
  readonly titleText?: string;
  readonly errorList?: readonly (Text & { readonly href?: string })[];
  readonly rows?: readonly Row[];
  readonly isStartButton?: boolean;
};
type Text = { readonly text?: string; readonly html?: unknown };
type Item = Text & {
  readonly [other: string]: unknown;
  readonly value?: string | number;
  readonly hint?: Text;
  readonly checked?: boolean;
  readonly selected?: boolean;
  readonly href?: string;
};
type Action = Text & { readonly href?: string; readonly visuallyHiddenText?: string };
type Row = {
  readonly key?: Text;
  readonly value?: Text;
  readonly actions?: { readonly items?: readonly Action[] };
};

/** Our component for the same parameters; null when the fixture shows something that we do not offer. */
export function fromFixture(component: string, { options }: Fixture): JSX.Element | null {
  const mapper = MAPPERS[component];
  if (!mapper) throw new Error(`no mapper for ${component}`);
  return hasOnly(options, mapper.keys) && !holdsHtml(options) ? mapper.build(options) : null;
}

/** How a fixture looks, and what it is called, says nothing to assistive technologies. */
const LOOKS = ['id', 'idPrefix', 'namePrefix', 'classes', 'attributes', 'formGroup', 'inputWrapper', 'name', 'rows'];
const FIELD = [...LOOKS, 'label', 'hint', 'errorMessage'];

type Mapper = { readonly keys: readonly string[]; readonly build: (options: Options) => JSX.Element | null };

const MAPPERS: Readonly<Record<string, Mapper>> = {
  input: {
    keys: [...FIELD, 'value', 'prefix', 'suffix', 'autocomplete', 'spellcheck', 'inputmode'],
    build: (options) =>
      h(Parvis.TextField, {
        ...field(options),
        value: options.value === undefined ? undefined : String(options.value),
        prefix: options.prefix?.text,
        suffix: options.suffix?.text,
      }),
  },
  textarea: {
    keys: [...FIELD, 'value', 'autocomplete', 'spellcheck'],
    build: (options) => h(Parvis.TextArea, { ...field(options), value: options.value as string | undefined }),
  },
  select: {
    keys: [...FIELD, 'items', 'value'],
    build: (options) => h(Parvis.Select, { ...field(options), options: choices(options) }),
  },
  radios: {
    keys: [...FIELD, 'fieldset', 'items', 'value'],
    build: (options) => {
      const checked = options.items?.find((item) => item?.checked)?.value ?? options.value;
      return group(options, (props) =>
        h(Parvis.RadioGroup, { ...props, value: checked === undefined ? undefined : String(checked) }),
      );
    },
  },
  checkboxes: {
    keys: [...FIELD, 'fieldset', 'items', 'values'],
    build: (options) => {
      const checked = options.items?.filter((item) => item?.checked).map((item) => String(item.value)) ?? [];
      const values = Array.isArray(options.values) ? options.values : [];
      return group(options, (props) => h(Parvis.CheckboxGroup, { ...props, values: [...checked, ...values] }));
    },
  },
  'date-input': {
    keys: [...FIELD, 'fieldset', 'values', 'day', 'month', 'year'],
    build: (options) => {
      const parts = [options['day'], options['month'], options['year']];
      // `false` hides a part: our dates are whole.
      if (parts.some((part) => part === false || (part && !hasOnly(part, ['error', 'classes'])))) return null;
      const { day, month, year } = (Array.isArray(options.values) ? {} : (options.values ?? {})) as Record<
        string,
        number
      >;
      const value = { jour: day?.toString(), mois: month?.toString(), annee: year?.toString() };
      return group({ ...options, items: [] }, (props) => h(Parvis.DateFields, { ...props, value }));
    },
  },
  'file-upload': {
    keys: [...FIELD, 'multiple'],
    build: (options) =>
      h(Parvis.FileField, { ...field(options), accept: [], maxBytes: 1, multiple: !!options['multiple'] }),
  },
  'error-summary': {
    keys: [...LOOKS, 'titleText', 'errorList', 'disableAutoFocus'],
    build: ({ titleText, errorList = [] }) =>
      errorList.length === 0
        ? null
        : h(Parvis.ErrorSummary, {
            title: titleText,
            errors: errorList.map(({ text = '', href }) => ({ message: text, href })),
          }),
  },
  button: {
    keys: [...LOOKS, 'text', 'href', 'value', 'isStartButton', 'preventDoubleClick'],
    // Their links look like buttons and say so with role="button"; ours go somewhere and say that they are links.
    build: ({ text, href }) => (href ? null : h(Parvis.Button, { children: text })),
  },
  details: {
    keys: [...LOOKS, 'summaryText', 'text', 'open'],
    build: ({ summaryText = '', text, open }) => h(Parvis.Details, { summary: summaryText, children: text, open }),
  },
  breadcrumbs: {
    keys: [...LOOKS, 'items', 'collapseOnMobile'],
    build: ({ items = [] }) => {
      const current = items.at(-1);
      const parents = items.slice(0, -1);
      return current?.href || parents.some(({ href }) => !href)
        ? null
        : h(Parvis.Breadcrumb, {
            items: parents.map(({ text = '', href = '' }) => ({ label: text, href })),
            current: current?.text ?? '',
          });
    },
  },
  'summary-list': {
    keys: LOOKS,
    build: ({ rows = [] }) =>
      // Ours always says which row its one link changes.
      rows.some((row) => row?.actions?.items?.some(({ visuallyHiddenText }, index) => index > 0 || !visuallyHiddenText))
        ? null
        : h(Parvis.SummaryList, {
            rows: rows.filter(Boolean).map(({ key, value, actions }) => {
              const [change] = actions?.items ?? [];
              return {
                label: key?.text ?? '',
                value: value?.text,
                change: change ? { href: change.href ?? '', text: change.text } : undefined,
              };
            }),
          }),
  },
};

function field({ name, id, label, hint, errorMessage }: Options) {
  return {
    name: id ?? name ?? 'x',
    label: label?.text ?? '',
    heading: label?.isPageHeading,
    hint: hint?.text,
    error: errorMessage?.text,
  };
}

type GroupProps = ReturnType<typeof field> & { readonly options: ReturnType<typeof choices> };

/** Ours always has a legend: without one, people do not know what is asked. */
function group(options: Options, build: (props: GroupProps) => JSX.Element): JSX.Element | null {
  const { legend, describedBy } = options.fieldset ?? {};
  if (!legend?.text || describedBy || !options.items || options.items.some((item) => item && !isPlain(item)))
    return null;
  const { label: _label, ...notes } = field(options);
  return build({ ...notes, label: legend.text, heading: legend.isPageHeading, options: choices(options) });
}

function choices({ items = [] }: Options) {
  return items.filter(Boolean).map(({ value, text = '', hint }) => ({
    value: String(value ?? text),
    label: text,
    hint: hint?.text,
  }));
}

function isPlain(item: Item): boolean {
  return hasOnly(item, ['value', 'text', 'hint', 'checked', 'selected', 'id', 'name', 'attributes', 'label']);
}

function hasOnly(options: object, keys: readonly string[]): boolean {
  return Object.keys(options).every((key) => keys.includes(key));
}

/** Raw HTML as a parameter: we take text only, or components. */
function holdsHtml(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => /html$/i.test(key) || holdsHtml(inner));
}
