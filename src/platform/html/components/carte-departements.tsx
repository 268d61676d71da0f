import type { ComponentChildren } from 'preact';
import type { CodeDepartement } from '../../../values/code-departement.ts';
import { formatDepartement } from '../../../values/code-departement.ts';
import { formatNumber } from '../../../values/typography.ts';
import { COLLECTIVITE_TILES, COLUMNS, DEPARTEMENT_TILES, ROWS, type Tile } from '../charts/departement-tiles.ts';
import { magnitude } from '../charts/magnitude.ts';
import { type QuantileClass, quantileClasses, TINTS, tintOf } from '../charts/quantiles.ts';
import { EMPTY_FILL, filled, Legend, Swatch } from './chart-legend.tsx';
import { ChartValues } from './chart-values.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type DepartementValue = {
  readonly code: CodeDepartement;
  /** Zero or more; null when it is not known. */
  readonly value: number | null;
  /** The list that the figure counts, or the page of the département. */
  readonly href?: string | undefined;
};

export type CarteDepartementsProps = {
  /** Alone on its page: what the ids of its parts start with. */
  readonly id: string;
  readonly title: string;
  /** What the map shows, in a sentence: for those who do not see it, and for those who wonder. */
  readonly description: string;
  /** In the order of the table. A département that is missing is drawn without value. */
  readonly values: readonly DepartementValue[];
  /** A value as it is read; a plain number by default. */
  readonly format?: ((value: number) => string) | undefined;
  /** What follows every value: « pour 1 000 habitants ». */
  readonly per?: string | undefined;
  /** The same values as a table, when the page has one that says more than the map; a table of them alone by default. */
  readonly children?: ComponentChildren;
};

/**
 * France in squares of the same size, one a département, from the palest fifth to the darkest. Each square is named and
 * may be a link; the same values can be read as a table. @throws RangeError below zero
 */
export function CarteDepartements(props: CarteDepartementsProps) {
  const { id, title, description, values, format = formatNumber, per, children } = props;
  const byCode = new Map(values.map((one) => [one.code, one]));
  const known = values.flatMap(({ value }) => (value === null ? [] : [magnitude(value)]));
  const classes = quantileClasses(known, TINTS);
  const words = (value: number | null | undefined) => {
    if (value === null || value === undefined) return NO_VALUE;
    return per ? `${format(value)} ${per}` : format(value);
  };
  const tiles = [...DEPARTEMENT_TILES, ...COLLECTIVITE_TILES.filter(({ code }) => byCode.has(code))];
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <p>
        {description}{' '}
        <a class="hidden" href={`#${id}-valeurs`}>
          Passer la carte<VisuallyHidden>{`\u00a0: ${title}`}</VisuallyHidden>
        </a>
      </p>
      <div class="map">
        <svg
          {...GROUP}
          aria-label={`Carte\u00a0: ${title}`}
          width="34rem"
          viewBox={`${-LETTERS.x - 1} ${-LETTERS.y - 1} ${COLUMNS * PITCH} ${heightOf(tiles)}`}
          font-size="17"
          text-anchor="middle"
          fill="var(--ink)"
        >
          <defs>
            <rect id={`${id}-carre`} {...SQUARE} stroke="var(--brand-ink)" />
            <rect id={`${id}-vide`} {...SQUARE} {...EMPTY_EDGE} />
          </defs>
          {tiles.map((tile) => {
            const { value, href } = byCode.get(tile.code) ?? {};
            const name = `${formatDepartement(tile.code)}\u00a0: ${words(value)}`;
            return (
              <Square key={tile.code} id={id} tile={tile} name={name} tint={tintOfValue(value, classes)} href={href} />
            );
          })}
        </svg>
        <Legend items={legendOf(classes, known.length < tiles.length, format)} />
      </div>
      {children ? (
        <div id={`${id}-valeurs`}>{children}</div>
      ) : (
        <ChartValues
          id={`${id}-valeurs`}
          title={title}
          columns={[
            {
              key: 'nom',
              header: 'Département',
              cell: ({ code, href }) => (href ? <a href={href}>{formatDepartement(code)}</a> : formatDepartement(code)),
            },
            {
              key: 'valeur',
              header: per ? `Valeur ${per}` : 'Valeur',
              cell: ({ value }) => (value === null ? NO_VALUE : format(value)),
              numeric: true,
            },
          ]}
          rows={values}
          rowKey={({ code }) => code}
        />
      )}
    </figure>
  );
}

/** Holds links, so that it is no image; a `fieldset` cannot be drawn in. */
const GROUP = { role: 'group' } as const;

const NO_VALUE = 'pas de valeur';

/** A tile says its own fill; its edge is drawn once. */
const { fill: NO_FILL, ...EMPTY_EDGE } = EMPTY_FILL;

/** The side of a tile and the gap after it, in units of the drawing. */
const PITCH = 40;
const SIDE = 37;
/** Where the letters of a tile stand, from its corner: the middle of their line. */
const LETTERS = { x: SIDE / 2, y: 24 };
/** Drawn once, used by each tile: a hundred squares are most of what a map weighs. */
const SQUARE = { x: -LETTERS.x, y: -LETTERS.y, width: SIDE, height: SIDE, rx: 3 };

type SquareProps = {
  readonly id: string;
  readonly tile: Tile;
  readonly name: string;
  readonly tint: number | null;
  readonly href: string | undefined;
};

function Square({ id, tile: { code, column, row }, name, tint, href }: SquareProps) {
  const content = (
    <>
      <title>{name}</title>
      {tint === null ? (
        <use href={`#${id}-vide`} fill={NO_FILL} />
      ) : (
        <use href={`#${id}-carre`} fill={`var(--tint-${tint})`} />
      )}
      <text fill={tint !== null && tint > 3 ? 'var(--page)' : undefined}>{code}</text>
    </>
  );
  return (
    <g transform={`translate(${column * PITCH} ${row * PITCH})`}>{href ? <a href={href}>{content}</a> : content}</g>
  );
}

function heightOf(tiles: readonly Tile[]): number {
  return PITCH * (Math.max(ROWS - 1, ...tiles.map(({ row }) => row)) + 1);
}

function tintOfValue(value: number | null | undefined, classes: readonly QuantileClass[]): number | null {
  if (value === null || value === undefined) return null;
  return tintOf(
    classes.findIndex(({ max }) => value <= max),
    classes.length,
  );
}

function legendOf(classes: readonly QuantileClass[], someUnknown: boolean, format: (value: number) => string) {
  const ranges = classes.map(({ min, max, size }, index) => ({
    key: String(min),
    drawing: <Swatch drawing={filled(tintOf(index, classes.length))} />,
    text: (
      <>
        {min === max ? format(min) : `de ${format(min)} à ${format(max)}`}
        <span class="muted">{` (${formatNumber(size)}\u00a0département${size > 1 ? 's' : ''})`}</span>
      </>
    ),
  }));
  const unknown = { key: 'sans', drawing: <Swatch drawing={EMPTY_FILL} />, text: NO_VALUE };
  return someUnknown ? [...ranges, unknown] : ranges;
}
