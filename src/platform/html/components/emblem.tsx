import { drawTile } from '../emblem.ts';
import { keptMarkup, type Markup } from '../kept-markup.ts';

export type EmblemProps = {
  readonly name: string;
  /** An image served by us, instead of the tile. */
  readonly logo?: { readonly src: string; readonly width: number; readonly height: number } | undefined;
};

/** The mark of an organisation. Decorative: its name always stands beside it. */
export function Emblem({ name, logo }: EmblemProps) {
  if (logo) return <img class="emblem" src={logo.src} width={logo.width} height={logo.height} alt="" />;
  return (
    <svg
      class="emblem"
      viewBox="-24 -24 48 48"
      width="48"
      height="48"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={drawingOf(name)}
    />
  );
}

export type FriezeProps = {
  readonly name: string;
  /** Unique in the page. */
  readonly id: string;
  /** Side of a tile in CSS pixels. */
  readonly size: number;
  readonly class?: string | undefined;
};

/** The tile of the organisation laid side by side, as wide and high as its box. */
export function Frieze({ name, id, size, class: className = 'frieze' }: FriezeProps) {
  const scale = size / 48;
  return (
    <svg class={className} width="100%" height={size} aria-hidden="true" focusable="false">
      <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse">
        <g transform={`scale(${scale}) translate(24 24)`} dangerouslySetInnerHTML={drawingOf(name)} />
      </pattern>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}

/** A quarter of the elements of a page would be those of its two tiles. */
function drawingOf(name: string): Markup {
  return keptMarkup(`tile ${name}`, () => drawTile(name, (paint) => `class="tile-${paint}"`));
}
