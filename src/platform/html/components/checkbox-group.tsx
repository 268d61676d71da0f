import { Choice, type ChoiceOption } from './choice.tsx';
import type { FieldProps } from './field.tsx';
import { GroupField } from './fieldset.tsx';

export type CheckboxGroupProps = FieldProps & {
  readonly options: readonly ChoiceOption[];
  readonly values?: readonly string[] | undefined;
};

/** Any number of answers; each checked box sends `name` once. */
export function CheckboxGroup({ options, values = [], ...field }: CheckboxGroupProps) {
  return (
    <GroupField {...field}>
      <div class="choices">
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="checkbox"
            name={field.name}
            index={index}
            option={option}
            checked={values.includes(option.value)}
          />
        ))}
      </div>
    </GroupField>
  );
}
