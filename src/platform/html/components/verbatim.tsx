import type { ComponentChildren } from 'preact';

/** A number of dossier, a name, words that a person typed: shown as they are, never translated nor typeset. */
export function Verbatim({ children }: { readonly children: ComponentChildren }) {
  return <span {...VERBATIM}>{children}</span>;
}

/** To spread on another element. Preact types `translate` as a boolean, and would drop a false one. */
export const VERBATIM: Readonly<Record<string, string>> = { translate: 'no' };
