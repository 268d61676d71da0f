import type { FieldProps } from './field.tsx';
import { type FieldWidth, TextField } from './text-field.tsx';

export type NumberFieldProps = FieldProps & {
  /** As it will be shown, with a comma. */
  readonly value?: string | undefined;
  /** Accepts a comma: changes the keyboard of phones. */
  readonly decimal?: boolean | undefined;
  /** Shown after the control; say it in the label too, e.g. « Surface en m² ». */
  readonly unit?: string | undefined;
  readonly width?: FieldWidth | undefined;
};

/** A number. Text input on purpose: `type=number` loses what it cannot read and changes under the mouse wheel. */
export function NumberField({ decimal, unit, width = 10, ...props }: NumberFieldProps) {
  return (
    <TextField
      {...props}
      width={width}
      suffix={unit}
      inputmode={decimal ? 'decimal' : 'numeric'}
      autocomplete="off"
      spellcheck={false}
    />
  );
}
