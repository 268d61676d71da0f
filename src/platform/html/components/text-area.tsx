import { formatNumber } from '../../../values/typography.ts';
import { Field, type FieldProps } from './field.tsx';
import { describedBy, fieldId, partId } from './field-ids.ts';

export type TextAreaProps = FieldProps & {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  /** In characters. The server refuses more; the control does not cut what is pasted. */
  readonly maxLength?: number | undefined;
  readonly autocomplete?: 'street-address' | 'off' | undefined;
};

/** A question answered in several lines. */
export function TextArea({ value, rows = 5, maxLength, autocomplete, ...field }: TextAreaProps) {
  const countId = partId(field.name, 'compte');
  return (
    <Field {...field}>
      <textarea
        class="input"
        id={fieldId(field.name)}
        name={field.name}
        rows={rows}
        autocomplete={autocomplete}
        data-max-length={maxLength}
        aria-describedby={describedBy(field.name, field, maxLength === undefined ? [] : [countId])}
        aria-invalid={field.error ? 'true' : undefined}
      >
        {keepFirstLine(value)}
      </textarea>
      {maxLength !== undefined && (
        <p class="hint count" id={countId}>
          {countSentence(value ?? '', maxLength)}
        </p>
      )}
    </Field>
  );
}

/** Browsers drop a line break that opens a textarea. */
function keepFirstLine(value: string | undefined): string | undefined {
  return value?.startsWith('\n') ? `\n${value}` : value;
}

/** Written by the server; a small script may keep it up to date. */
function countSentence(value: string, maxLength: number): string {
  // A line break counts for one here and travels as two in a form: browsers do the same for maxlength.
  const length = value.replaceAll('\r\n', '\n').length;
  const left = maxLength - length;
  if (left < 0) return `Votre texte dépasse de ${characters(-left)} la limite de ${characters(maxLength)}.`;
  if (length > 0) return `Il reste ${characters(left)} sur ${formatNumber(maxLength)}.`;
  return `Vous pouvez écrire jusqu’à ${characters(maxLength)}.`;
}

function characters(count: number): string {
  return `${formatNumber(count)}\u00a0caractère${count > 1 ? 's' : ''}`;
}
