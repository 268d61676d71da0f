import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { punctuate } from '../../src/values/typography.ts';
import { accessibleText, attribute, type Element, elements, parseHtml, textNodes, textOf } from './html-tree.ts';
import { sheetFaults } from './page-sheets.ts';

/**
 * What is true of every page, whatever it is about. Returns one sentence a fault; nothing when the page is good.
 * Pure and fast (about 0.1 s): every page test calls it. What needs a browser is in axe.ts.
 */
export function checkPage(source: string): string[] {
  const { root, errors } = parseHtml(source);
  const all = elements(root);
  return [
    ...errors.map((error) => `malformed HTML at line ${error.startLine}: ${error.code}`),
    ...validityFaults(source),
    ...titleFaults(all),
    ...idFaults(all),
    ...controlFaults(all),
    ...formFaults(all),
    ...linkFaults(all),
    ...policyFaults(all),
    ...typographyFaults(all),
    ...sheetFaults(all),
  ];
}

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      'doctype-style': 'off',
      'void-style': 'off',
      // Our titles say the page, the démarche and the organisation: that is long.
      'long-title': 'off',
      // Everything comes from our own origin.
      'require-sri': 'off',
      // Boxes of one question, and the buttons that each remove one file.
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
      // The error summary stands above the h1.
      'heading-level': ['error', { minInitialRank: 'any' }],
      // Tables write their roles out (see data-table.tsx).
      'no-redundant-role': 'off',
    },
  }),
);

function validityFaults(source: string): string[] {
  const { results } = validator.validateStringSync(source);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector ?? 'document'})`),
  );
}

function titleFaults(all: readonly Element[]): string[] {
  const lang = all.filter(({ tagName }) => tagName === 'html').map((html) => attribute(html, 'lang'));
  const headings = all.filter(({ tagName }) => tagName === 'h1').map((h1) => accessibleText(h1));
  const title = all.filter(({ tagName }) => tagName === 'title').map(textOf)[0] ?? '';
  const bare = title.replace(/^Erreur\u00a0: /, '');
  const [heading = ''] = headings;
  return [
    ...(lang[0] === 'fr' ? [] : ['<html> has no lang="fr"']),
    ...(headings.length === 1 ? [] : [`${headings.length} h1 instead of 1`]),
    ...(bare === heading || bare.startsWith(`${heading} – `)
      ? []
      : [`the title « ${title} » does not start with the h1 « ${heading} »`]),
  ];
}

function idFaults(all: readonly Element[]): string[] {
  const ids = all.flatMap((element) => attribute(element, 'id') ?? []);
  const known = new Set(ids);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const references = all.flatMap((element) => [
    ...REFERENCES.flatMap((name) => attribute(element, name)?.split(/\s+/) ?? []),
    ...(element.tagName === 'label' ? [attribute(element, 'for') ?? []].flat() : []),
    ...(element.tagName === 'a' && /^#./.test(attribute(element, 'href') ?? '')
      ? [(attribute(element, 'href') ?? '').slice(1)]
      : []),
  ]);
  return [
    ...twice.map((id) => `the id « ${id} » is used twice`),
    ...references.filter((id) => !known.has(id)).map((id) => `nothing has the id « ${id} » that is referred to`),
  ];
}

const REFERENCES = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'list', 'form'];

function controlFaults(all: readonly Element[]): string[] {
  const labels = new Map(
    all.filter(({ tagName }) => tagName === 'label').map((label) => [attribute(label, 'for'), accessibleText(label)]),
  );
  const controls = all.filter(
    (element) =>
      ['select', 'textarea'].includes(element.tagName) ||
      (element.tagName === 'input' && !['hidden', 'submit'].includes(attribute(element, 'type') ?? 'text')),
  );
  return controls.flatMap((control) => {
    const named =
      labels.get(attribute(control, 'id')) || attribute(control, 'aria-label') || attribute(control, 'aria-labelledby');
    return [
      ...(named ? [] : [`${describe(control)} has no label`]),
      ...(attribute(control, 'placeholder') === undefined ? [] : [`${describe(control)} has a placeholder`]),
    ];
  });
}

function formFaults(all: readonly Element[]): string[] {
  const forms = all.filter(({ tagName }) => tagName === 'form');
  return forms.flatMap((form) => {
    const method = attribute(form, 'method')?.toLowerCase();
    const inputs = elements(form, 'input');
    const hasToken = inputs.some((input) => attribute(input, 'name') === '_jeton' && attribute(input, 'value'));
    const hasFile = inputs.some((input) => attribute(input, 'type') === 'file');
    return [
      ...(attribute(form, 'action') ? [] : [`${describe(form)} has no action`]),
      ...(method === 'get' || method === 'post' ? [] : [`${describe(form)} has no method`]),
      ...(method !== 'post' || hasToken ? [] : [`${describe(form)} is posted without _jeton`]),
      ...(!hasFile || attribute(form, 'enctype') === 'multipart/form-data'
        ? []
        : [`${describe(form)} has a file and is not multipart`]),
    ];
  });
}

function linkFaults(all: readonly Element[]): string[] {
  // Hidden from everyone who could reach it: neither said aloud nor in the order of the Tab key.
  const unreachable = (element: Element) =>
    attribute(element, 'aria-hidden') === 'true' && attribute(element, 'tabindex') === '-1';
  const targets = all
    .filter(({ tagName }) => ['a', 'button', 'summary'].includes(tagName))
    .filter((target) => !unreachable(target));
  return targets.flatMap((target) => {
    const text = accessibleText(target);
    return [
      ...(text === '' ? [`${describe(target)} has no text`] : []),
      ...(/^(cliquez )?ici$|^lire la suite$|^en savoir plus$/i.test(text) ? [`« ${text} » does not say where`] : []),
      ...(target.tagName === 'a' && !attribute(target, 'href') ? [`the link « ${text} » has no href`] : []),
    ];
  });
}

/** What the content security policy would refuse. */
function policyFaults(all: readonly Element[]): string[] {
  return all.flatMap((element) => [
    ...(element.tagName === 'style' ? ['inline <style>'] : []),
    ...(element.tagName === 'script' && !attribute(element, 'src') ? ['inline <script>'] : []),
    ...element.attrs.flatMap(({ name, value }) => [
      ...(name === 'style' || /^on/.test(name) ? [`attribute ${name} on ${describe(element)}`] : []),
      ...(/^\s*javascript:/i.test(value) ? [`javascript: address on ${describe(element)}`] : []),
      ...(['script', 'link', 'img', 'source'].includes(element.tagName) &&
      ['src', 'href', 'srcset'].includes(name) &&
      /^(?:https?:)?\/\//.test(value)
        ? [`${describe(element)} loads from elsewhere: ${value}`]
        : []),
    ]),
  ]);
}

function typographyFaults(all: readonly Element[]): string[] {
  const roots = all.filter(({ tagName }) => tagName === 'title' || tagName === 'body');
  const texts = roots.flatMap((root) => textNodes(root, isVerbatim));
  const spoken = all.flatMap((element) => SPOKEN.flatMap((name) => attribute(element, name) ?? []));
  return [...texts, ...spoken].flatMap((text) => [
    ...(/[\p{L}\p{N}]'/u.test(text) ? [`straight apostrophe in « ${text.trim()} »`] : []),
    ...(punctuate(text) === text ? [] : [`French typography: « ${visible(text)} » → « ${visible(punctuate(text))} »`]),
    ...(/\bundefined\b|\bNaN\b|\[object /.test(text) ? [`a value leaked: « ${text.trim()} »`] : []),
  ]);
}

function visible(text: string): string {
  return text.trim().replaceAll('\u00a0', '⍽');
}

const SPOKEN = ['aria-label', 'alt', 'title'];

/** What a person or a machine wrote is shown as it is. */
function isVerbatim(element: Element): boolean {
  return (
    attribute(element, 'translate') === 'no' ||
    ['script', 'style', 'svg', 'code', 'pre', 'kbd', 'samp', 'textarea'].includes(element.tagName)
  );
}

function describe(element: Element): string {
  const id = attribute(element, 'id') ?? attribute(element, 'name') ?? attribute(element, 'class');
  return `<${element.tagName}${id ? ` ${id}` : ''}>`;
}
