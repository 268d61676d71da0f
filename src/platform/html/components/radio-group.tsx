import { Choice, type ChoiceOption } from './choice.tsx';
import type { FieldProps } from './field.tsx';
import { GroupField } from './fieldset.tsx';

export type RadioGroupProps = FieldProps & {
  readonly options: readonly ChoiceOption[];
  readonly value?: string | undefined;
  /** Side by side: only for two or three short choices. */
  readonly inline?: boolean | undefined;
};

/** One answer among a few. None is chosen in advance unless `value` says so. */
export function RadioGroup({ options, value, inline, ...field }: RadioGroupProps) {
  return (
    <GroupField {...field}>
      <div class={inline ? 'choices choices-inline' : 'choices'}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="radio"
            name={field.name}
            index={index}
            option={option}
            checked={option.value === value}
          />
        ))}
      </div>
    </GroupField>
  );
}

/** « Oui » and « Non »; sends `oui` or `non`. */
export function YesNo(props: Omit<RadioGroupProps, 'options' | 'inline'>) {
  return <RadioGroup {...props} inline options={YES_NO} />;
}

const YES_NO = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
] as const;
