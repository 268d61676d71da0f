import { VERBATIM } from './verbatim.tsx';

/** A number to find a thing by, e.g. « S2026-000001 »: on one line, though it has a hyphen. */
export function Reference({ children }: { readonly children: string }) {
  return (
    <span class="reference" {...VERBATIM}>
      {children}
    </span>
  );
}
