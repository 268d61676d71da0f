import type { FieldProps } from './field.tsx';
import { TextField } from './text-field.tsx';

export type PhoneFieldProps = FieldProps & {
  readonly value?: string | undefined;
  /** False when the number asked for is someone else's. */
  readonly own?: boolean | undefined;
};

export function PhoneField({ own = true, ...props }: PhoneFieldProps) {
  return <TextField {...props} type="tel" inputmode="tel" width={20} autocomplete={own ? 'tel' : 'off'} />;
}
