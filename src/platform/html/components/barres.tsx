import type { ComponentChildren } from 'preact';
import { formatNumber } from '../../../values/typography.ts';
import { magnitude, share } from '../charts/magnitude.ts';
import { filled, Swatch } from './chart-legend.tsx';
import { ROLES } from './table-roles.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export type BarresSerie<Row> = {
  readonly key: string;
  readonly header: string;
  /** Zero or more. */
  readonly value: (row: Row) => number;
  /** The value as it is read, short: it stands after its bar. A plain number by default. */
  readonly text?: ((row: Row) => string) | undefined;
  /** The list that the figure counts. */
  readonly href?: ((row: Row) => string | undefined) | undefined;
};

export type BarresProps<Row> = {
  readonly caption: string;
  /** The caption is said but not shown: a heading just above says the same. */
  readonly captionHidden?: boolean | undefined;
  /** What a row is, as the header of its column. */
  readonly category: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly label: (row: Row) => string;
  /** Drawn to one scale. The first is the one that matters: its bars are full. */
  readonly series: readonly [BarresSerie<Row>] | readonly [BarresSerie<Row>, BarresSerie<Row>];
  /** What to say when there is no row. */
  readonly empty: ComponentChildren;
};

/** Horizontal bars that are a table: each figure is a cell, which its bar only repeats. @throws RangeError below zero */
export function Barres<Row>(props: BarresProps<Row>) {
  const { caption, captionHidden, category, rows, rowKey, label, series, empty } = props;
  if (rows.length === 0) {
    return (
      <section class="empty" aria-label={caption}>
        {empty}
      </section>
    );
  }
  const max = Math.max(...rows.flatMap((row) => series.map(({ value }) => magnitude(value(row)))));
  return (
    <table class="barres" {...ROLES.table}>
      <caption class={captionHidden ? 'hidden' : undefined}>{caption}</caption>
      <thead class={series.length > 1 ? undefined : 'hidden'} {...ROLES.rowgroup}>
        <tr class="chart-key" {...ROLES.row}>
          <th {...ROLES.columnheader} scope="col" class="hidden">
            {category}
          </th>
          {series.map(({ key, header }, index) => (
            <th key={key} {...ROLES.columnheader} scope="col">
              <Swatch drawing={fillOf(index)} />
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.rowgroup}>
        {rows.map((row) => (
          <tr key={rowKey(row)} {...ROLES.row}>
            <th {...ROLES.rowheader} scope="row">
              {label(row)}
            </th>
            {series.map((serie, index) => (
              <td key={serie.key} {...ROLES.cell}>
                <svg width={share(serie.value(row), max)} height="1em" aria-hidden="true" focusable="false">
                  <rect width="100%" height="100%" stroke-width="2" {...fillOf(index)} />
                </svg>
                <Figure row={row} serie={serie} label={label(row)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type FigureProps<Row> = { readonly row: Row; readonly serie: BarresSerie<Row>; readonly label: string };

/** A link says what it opens, out of its table too. */
function Figure<Row>({ row, serie: { header, value, text, href }, label }: FigureProps<Row>) {
  const words = text ? text(row) : formatNumber(value(row));
  const to = href?.(row);
  if (to === undefined) return <span>{words}</span>;
  return (
    <span>
      <a href={to}>
        {words}
        <VisuallyHidden>{` (${header}, ${label})`}</VisuallyHidden>
      </a>
    </span>
  );
}

/** The second series is pale: an intention beside a fact. */
function fillOf(index: number) {
  return filled(index === 0 ? 5 : 1);
}
