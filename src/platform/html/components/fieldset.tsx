import type { ComponentChildren } from 'preact';
import { FieldNotes, type FieldProps, Optional } from './field.tsx';
import { describedBy } from './field-ids.ts';

export type FieldsetProps = {
  readonly legend: string;
  readonly heading?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly children: ComponentChildren;
};

/** Fields that answer one question together, e.g. an address. */
export function Fieldset({ legend, heading, optional, describedBy: description, children }: FieldsetProps) {
  const text = (
    <>
      {legend}
      {optional && <Optional />}
    </>
  );
  return (
    <fieldset class="fieldset" aria-describedby={description}>
      <legend class={heading ? 'legend label-heading' : 'legend'}>{heading ? <h1>{text}</h1> : text}</legend>
      {children}
    </fieldset>
  );
}

/** One field made of several controls: the notes describe the group, and `aria-invalid` stays off it. */
export function GroupField({
  label,
  heading,
  optional,
  children,
  ...notes
}: FieldProps & Pick<FieldsetProps, 'children'>) {
  return (
    // The frame is around the fieldset: a border on the fieldset itself leaves a gap at its legend.
    <div class={notes.error ? 'field field-invalid' : 'field'}>
      <Fieldset legend={label} heading={heading} optional={optional} describedBy={describedBy(notes.name, notes)}>
        <FieldNotes {...notes} />
        {children}
      </Fieldset>
    </div>
  );
}
