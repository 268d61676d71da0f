import type { ComponentChildren } from 'preact';
import { fieldId, partId } from './field-ids.ts';

export type ChoiceOption = {
  readonly value: string;
  readonly label: string;
  readonly hint?: ComponentChildren | undefined;
  /** More questions, shown while this choice is made. The server ignores them otherwise. */
  readonly children?: ComponentChildren | undefined;
};

export type ChoiceProps = {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly index: number;
  readonly option: ChoiceOption;
  readonly checked: boolean;
  /** Set only where the choice is a field by itself: a group carries its own description. */
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean | undefined;
};

/** A radio button or a box. What it reveals follows it, and is shown by the style sheet alone. */
export function Choice({ type, name, index, option, checked, describedBy, invalid }: ChoiceProps) {
  const id = choiceId(name, index);
  const hintId = `${id}-precision`;
  return (
    <>
      <div class="choice">
        <input
          id={id}
          name={name}
          type={type}
          value={option.value}
          checked={checked}
          aria-describedby={[describedBy, option.hint ? hintId : undefined].filter(Boolean).join(' ') || undefined}
          aria-invalid={invalid ? 'true' : undefined}
        />
        <label for={id}>{option.label}</label>
        {option.hint && (
          <div class="hint" id={hintId}>
            {option.hint}
          </div>
        )}
      </div>
      {option.children && <div class="reveal">{option.children}</div>}
    </>
  );
}

function choiceId(name: string, index: number): string {
  return index === 0 ? fieldId(name) : partId(name, index + 1);
}
