import type { ComponentChildren } from 'preact';

/** One component in one state, under its name. */
export function Example({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="example">
      <h3>{title}</h3>
      {children}
    </div>
  );
}
