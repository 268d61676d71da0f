import type { ComponentChildren } from 'preact';
import { VERBATIM } from './verbatim.tsx';

export type ConfirmationProps = {
  /** The title of the page, e.g. « Votre demande est déposée ». */
  readonly title: string;
  readonly reference?: { readonly label: string; readonly value: string } | undefined;
  /** 1 unless the page has another title. */
  readonly level?: 1 | 2 | 3 | undefined;
  readonly children?: ComponentChildren | undefined;
};

/** It is done: the good news, and the number to keep. */
export function Confirmation({ title, reference, level = 1, children }: ConfirmationProps) {
  const Heading = `h${level}` as const;
  return (
    <div class="confirmation">
      <Heading>{title}</Heading>
      {reference && (
        <p class="confirmation-reference">
          {reference.label} <strong {...VERBATIM}>{reference.value}</strong>
        </p>
      )}
      {children}
    </div>
  );
}
