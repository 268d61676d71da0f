import { Choice } from './choice.tsx';
import type { FieldProps } from './field.tsx';
import { GroupField } from './fieldset.tsx';
import { Origin } from './origin.tsx';

export type Person = {
  readonly value: string;
  /** E.g. « Léa Martin ». */
  readonly name: string;
  /** E.g. « née le 3 mai 2019 ». */
  readonly detail?: string | undefined;
  /** E.g. « Transmis par la CAF le 24 novembre 2026 ». */
  readonly origin?: string | undefined;
};

export type PersonChooserProps = FieldProps & {
  readonly people: readonly Person[];
  readonly value?: string | undefined;
  /** Adds a last choice for someone who is not in the list, with this value and label. */
  readonly other?: { readonly value: string; readonly label: string } | undefined;
};

/** For whom the request is: the people that the administration already knows, then someone else. */
export function PersonChooser({ people, value, other, ...field }: PersonChooserProps) {
  const options = [
    ...people.map(({ value: id, name, detail, origin }) => ({
      value: id,
      label: name,
      hint: (detail || origin) && (
        <>
          {detail}
          {origin && <Origin text={origin} />}
        </>
      ),
    })),
    ...(other ? [other] : []),
  ];
  return (
    <GroupField {...field}>
      <div class="choices people">
        {options.map((option, index) => (
          <div class="person" key={option.value}>
            <Choice type="radio" name={field.name} index={index} option={option} checked={option.value === value} />
          </div>
        ))}
      </div>
    </GroupField>
  );
}
