import type { ComponentChildren } from 'preact';

/** A passage set apart: a quotation, a condition, a text of law. */
export function InsetText({ children }: { readonly children: ComponentChildren }) {
  return <div class="inset">{children}</div>;
}
