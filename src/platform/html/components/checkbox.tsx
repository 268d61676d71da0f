import { Choice } from './choice.tsx';
import { FieldNotes, type FieldProps } from './field.tsx';
import { describedBy } from './field-ids.ts';

export type CheckboxProps = Omit<FieldProps, 'heading' | 'optional'> & {
  readonly checked?: boolean | undefined;
  /** What is sent when it is checked. */
  readonly value?: string | undefined;
};

/** A box alone: a commitment, an agreement. Never checked in advance. */
export function Checkbox({ label, checked = false, value = 'oui', ...notes }: CheckboxProps) {
  return (
    <div class={notes.error ? 'field field-invalid' : 'field'}>
      <FieldNotes {...notes} />
      <div class="choices">
        <Choice
          type="checkbox"
          name={notes.name}
          index={0}
          option={{ value, label }}
          checked={checked}
          describedBy={describedBy(notes.name, notes)}
          invalid={notes.error !== undefined}
        />
      </div>
    </div>
  );
}
