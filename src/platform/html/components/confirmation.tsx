import type { ComponentChildren } from 'preact';
import { VERBATIM } from './verbatim.tsx';

export type ConfirmationProps = {
  /** The title of the page, e.g. « Votre demande est déposée ». */
  readonly title: string;
  readonly reference?: { readonly label: string; readonly value: string } | undefined;
  readonly children?: ComponentChildren | undefined;
};

/** It is done: the good news, and the number to keep. Holds the h1 of its page. */
export function Confirmation({ title, reference, children }: ConfirmationProps) {
  return (
    <div class="confirmation">
      <h1>{title}</h1>
      {reference && (
        <p class="confirmation-reference">
          {reference.label} <strong {...VERBATIM}>{reference.value}</strong>
        </p>
      )}
      {children}
    </div>
  );
}
