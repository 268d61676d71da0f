import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { formatNumber, fr } from '../../../values/typography.ts';
import { shortNumber } from '../charts/short-number.ts';
import { Legend } from './chart-legend.tsx';
import { ChartValues } from './chart-values.tsx';
import { LineSwatch } from './courbe-line.tsx';
import { type CourbeGoal, CourbePlot, type CourbeSerie } from './courbe-plot.tsx';
import type { Column } from './data-table.tsx';

export type CourbeProps = {
  /** Alone on its page: what the ids of its parts start with. */
  readonly id: string;
  readonly title: string;
  /** The essential, in a sentence: where it comes from, where it stands. */
  readonly description: string;
  /** Three at most: beyond, lines are not told apart. */
  readonly series: readonly CourbeSerie[];
  /** What is aimed at: a level line with its name. */
  readonly goal?: CourbeGoal | undefined;
  /** A value as it is read in the table; a plain number by default. */
  readonly format?: ((value: number) => string) | undefined;
  /** A value as it is read along the axis: a few characters. */
  readonly shortFormat?: ((value: number) => string) | undefined;
};

/** How values went with time. Drawn from zero, so that a height is never misleading. @throws RangeError below zero */
export function Courbe(props: CourbeProps) {
  const { id, title, description, series, goal, format = formatNumber, shortFormat = shortNumber } = props;
  if (series.length > 3) throw new RangeError(`chart: ${series.length} lines, three at most can be told apart`);
  const jours = [...new Set(series.flatMap(({ points }) => points.map(({ jour }) => jour)))].toSorted();
  const [from, to] = [jours[0], jours.at(-1)];
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <p id={`${id}-essentiel`}>{description}</p>
      {from && to ? (
        <>
          {series.length > 1 && (
            <Legend
              items={series.map(({ label }, index) => ({
                key: label,
                drawing: <LineSwatch index={index} />,
                text: label,
              }))}
            />
          )}
          <svg
            class="plot"
            role="img"
            aria-label={title}
            aria-describedby={`${id}-essentiel`}
            width="100%"
            height="16em"
            display="block"
            overflow="visible"
            fill="var(--muted)"
            font-size="0.9375rem"
          >
            <CourbePlot series={series} goal={goal} from={from} to={to} shortFormat={shortFormat} />
          </svg>
          <ChartValues
            title={title}
            columns={[DATE, ...series.map((serie) => columnOf(serie, format))]}
            rows={jours}
            rowKey={(jour) => jour}
          />
        </>
      ) : (
        <p class="empty">Aucune valeur pour l’instant.</p>
      )}
    </figure>
  );
}

const DATE: Column<Jour> = { key: 'date', header: 'Date', cell: (jour) => fr(formatJour(jour)) };

function columnOf({ label, points }: CourbeSerie, format: (value: number) => string): Column<Jour> {
  const byJour = new Map(points.map(({ jour, value }) => [jour, value]));
  const cell = (jour: Jour) => {
    const value = byJour.get(jour);
    return value === undefined ? 'Pas de valeur' : format(value);
  };
  return { key: label, header: label, cell, numeric: true };
}
