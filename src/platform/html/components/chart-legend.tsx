import type { ComponentChildren } from 'preact';

/** How a tint of theme-css.ts is drawn: its edge is what tells the palest ones from the page. */
export function filled(tint: number) {
  return { fill: `var(--tint-${tint})`, stroke: 'var(--brand-ink)' };
}

/** What no value looks like. */
export const EMPTY_FILL = { fill: 'none', stroke: 'var(--field-line)', 'stroke-dasharray': '3' };

export type Drawing = ReturnType<typeof filled> | typeof EMPTY_FILL;

/** A square of a colour, beside the words that say what it means. */
export function Swatch({ drawing }: { readonly drawing: Drawing }) {
  return (
    <svg width="1em" height="1em" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="85%" height="85%" {...drawing} />
    </svg>
  );
}

export type LegendItem = {
  readonly key: string;
  readonly drawing: ComponentChildren;
  readonly text: ComponentChildren;
};

/** What each colour or line means, in words. */
export function Legend({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <ul class="chart-key">
      {items.map(({ key, drawing, text }) => (
        <li key={key}>
          {drawing}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
