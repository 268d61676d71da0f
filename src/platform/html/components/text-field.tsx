import { Field, type FieldProps } from './field.tsx';
import { describedBy, fieldId } from './field-ids.ts';

/** Width of the control in characters: a postal code looks like a postal code. */
export type FieldWidth = 2 | 3 | 4 | 5 | 10 | 20;

export type TextFieldProps = FieldProps & {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password';
  readonly width?: FieldWidth | undefined;
  /** What the browser may fill by itself, e.g. `given-name` (WCAG 1.3.5). */
  readonly autocomplete?: string | undefined;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search';
  readonly spellcheck?: boolean | undefined;
  /** Shown against the control and hidden from screen readers: say it in the label or the hint too. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Id of a `<datalist>`. */
  readonly list?: string | undefined;
};

/** A question answered in one line. */
export function TextField(props: TextFieldProps) {
  const { value, type = 'text', width, autocomplete, inputmode, spellcheck, prefix, suffix, list, ...field } = props;
  // Preact's types allow `list` for some literal types only; they cannot follow a variable.
  const kind: Readonly<Record<string, string>> = list ? { type, list } : { type };
  const input = (
    <input
      class="input"
      id={fieldId(field.name)}
      name={field.name}
      size={width}
      value={value}
      inputmode={inputmode}
      autocomplete={autocomplete}
      spellcheck={spellcheck}
      {...kind}
      aria-describedby={describedBy(field.name, field)}
      aria-invalid={field.error ? 'true' : undefined}
    />
  );
  return (
    <Field {...field}>
      {prefix || suffix ? (
        <div class="input-group">
          {prefix && <Affix text={prefix} />}
          {input}
          {suffix && <Affix text={suffix} />}
        </div>
      ) : (
        input
      )}
    </Field>
  );
}

function Affix({ text }: { readonly text: string }) {
  return (
    <div class="affix" aria-hidden="true">
      {text}
    </div>
  );
}
