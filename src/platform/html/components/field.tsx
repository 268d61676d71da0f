import type { ComponentChildren } from 'preact';
import { ErrorMessage } from './error-message.tsx';
import { fieldId, partId } from './field-ids.ts';
import { Hint } from './hint.tsx';
import { Origin } from './origin.tsx';

/** What every field has. */
export type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren | undefined;
  /** A complete sentence that says what to do. */
  readonly error?: string | undefined;
  /** Adds « (facultatif) »: every other answer is expected (see RequiredNote). */
  readonly optional?: boolean | undefined;
  /** Where the value shown comes from, when the person did not type it. */
  readonly origin?: string | undefined;
  /** The question is the title of the page: its label, or legend, becomes the h1. */
  readonly heading?: boolean | undefined;
};

export type FieldFrameProps = Pick<FieldProps, 'name' | 'hint' | 'error' | 'origin'> & {
  readonly children: ComponentChildren;
};

/** One field with one control: label → hint → origin → error → control. */
export function Field({ label, optional, heading, children, ...frame }: FieldProps & FieldFrameProps) {
  return (
    <div class={frame.error ? 'field field-invalid' : 'field'}>
      <Label for={fieldId(frame.name)} text={label} optional={optional} heading={heading} />
      <FieldNotes {...frame} />
      {children}
    </div>
  );
}

export type LabelProps = {
  readonly for: string;
  readonly text: string;
  readonly optional?: boolean | undefined;
  readonly heading?: boolean | undefined;
};

function Label({ for: target, text, optional, heading }: LabelProps) {
  const label = (
    <label class="label" for={target}>
      {text}
      {optional && <Optional />}
    </label>
  );
  return heading ? <h1 class="label-heading">{label}</h1> : label;
}

/** The mark of an answer that may be left empty. */
export function Optional() {
  return <span class="optional"> (facultatif)</span>;
}

/** What describes a control, in the order in which it is read. */
export function FieldNotes({ name, hint, origin, error }: Omit<FieldFrameProps, 'children'>) {
  return (
    <>
      {hint && <Hint id={partId(name, 'indice')}>{hint}</Hint>}
      {origin && <Origin id={partId(name, 'origine')} text={origin} />}
      {error && <ErrorMessage id={partId(name, 'erreur')} message={error} />}
    </>
  );
}

/** Once at the top of a form: the convention that « (facultatif) » relies on. */
export function RequiredNote() {
  return (
    <p class="required-note">Toutes les réponses sont attendues, sauf celles marquées «&nbsp;facultatif&nbsp;».</p>
  );
}
