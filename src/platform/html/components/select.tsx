import { Field, type FieldProps } from './field.tsx';
import { describedBy, fieldId } from './field-ids.ts';

export type SelectOption = { readonly value: string; readonly label: string };

export type SelectProps = FieldProps & {
  readonly options: readonly SelectOption[];
  readonly value?: string | undefined;
  /** What no answer says: « Choisissez » in a form, « Toutes » in a filter. */
  readonly empty?: string | undefined;
};

/** One answer among more than a handful. Below that, prefer RadioGroup. Starts on no answer. */
export function Select({ options, value, empty = 'Choisissez', ...field }: SelectProps) {
  return (
    <Field {...field}>
      <select
        class="input"
        id={fieldId(field.name)}
        name={field.name}
        aria-describedby={describedBy(field.name, field)}
        aria-invalid={field.error ? 'true' : undefined}
      >
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
