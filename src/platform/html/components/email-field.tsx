import type { FieldProps } from './field.tsx';
import { TextField } from './text-field.tsx';

export type EmailFieldProps = FieldProps & {
  readonly value?: string | undefined;
  /** False when the address asked for is someone else's. */
  readonly own?: boolean | undefined;
};

export function EmailField({ own = true, ...props }: EmailFieldProps) {
  return (
    <TextField {...props} type="email" inputmode="email" spellcheck={false} autocomplete={own ? 'email' : 'off'} />
  );
}
