import type { ComponentChildren } from 'preact';

export type KeyFigureProps = {
  /** Already formatted, with its unit. */
  readonly value: string;
  readonly label: string;
  readonly detail?: ComponentChildren | undefined;
};

/** A number and what it counts. Stands in KeyFigures. */
export function KeyFigure({ value, label, detail }: KeyFigureProps) {
  return (
    <div class="key-figure">
      <dt>{label}</dt>
      <dd>
        <span class="key-value">{value}</span>
        {detail && <span class="muted">{detail}</span>}
      </dd>
    </div>
  );
}

export function KeyFigures({ children }: { readonly children: ComponentChildren }) {
  return <dl class="key-figures">{children}</dl>;
}
