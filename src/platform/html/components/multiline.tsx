import { VERBATIM } from './verbatim.tsx';

/** What a person wrote, with their line ends. */
export function Multiline({ children }: { readonly children: string }) {
  return (
    <p {...VERBATIM} class="multiline">
      {children}
    </p>
  );
}
