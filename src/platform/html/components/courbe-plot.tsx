import { compareJours, type Jour } from '../../../values/jour.ts';
import { fr } from '../../../values/typography.ts';
import { magnitude } from '../charts/magnitude.ts';
import { timePosition, timeTicks } from '../charts/time-axis.ts';
import { valueAxis } from '../charts/value-axis.ts';
import { Line } from './courbe-line.tsx';

export type CourbeSerie = {
  readonly label: string;
  /** In any order, one a date; values are zero or more. */
  readonly points: readonly { readonly jour: Jour; readonly value: number }[];
};

export type CourbeGoal = { readonly label: string; readonly value: number };

export type CourbePlotProps = {
  readonly series: readonly CourbeSerie[];
  readonly goal: CourbeGoal | undefined;
  readonly from: Jour;
  readonly to: Jour;
  readonly shortFormat: (value: number) => string;
};

/**
 * The drawing alone, inside a `svg` of any size: places are in percent and letters keep their size, so that nothing has to
 * be known of the screen. What is written along the axes stands outside.
 */
export function CourbePlot({ series, goal, from, to, shortFormat }: CourbePlotProps) {
  const values = [...series.flatMap(({ points }) => points), ...(goal ? [goal] : [])].map(({ value }) =>
    magnitude(value),
  );
  const { top, ticks } = valueAxis(Math.max(...values), values.every(Number.isInteger));
  const heightOf = (value: number) => Math.round((1 - value / top) * 10_000) / 100;
  const room = (tick: number) => !goal || tick <= goal.value || heightOf(goal.value) - heightOf(tick) > LETTERS;
  return (
    <>
      <g text-anchor="end">
        {ticks.map((tick) => (
          <g key={tick}>
            {room(tick) && <Level y={heightOf(tick)} stroke={tick === 0 ? 'var(--field-line)' : 'var(--line)'} />}
            <text dx="-0.75em" dy="0.35em" y={`${heightOf(tick)}%`}>
              {shortFormat(tick)}
            </text>
          </g>
        ))}
      </g>
      <Dates from={from} to={to} />
      {goal && (
        <>
          <Level y={heightOf(goal.value)} stroke="var(--ink)" stroke-dasharray="2 4" stroke-width="2" />
          <text y={`${heightOf(goal.value)}%`} dy="-0.5em">
            {fr(`${goal.label} : ${shortFormat(goal.value)}`)}
          </text>
        </>
      )}
      {/* The first one is what matters: nothing covers it. */}
      {series
        .map(({ label, points }, index) => (
          <Line
            key={label}
            index={index}
            points={points
              .toSorted((a, b) => compareJours(a.jour, b.jour))
              .map(({ jour, value }) => ({ x: timePosition(jour, from, to), y: heightOf(value) }))}
          />
        ))
        .toReversed()}
    </>
  );
}

/** The height of the words above the goal, in percent: no line of the ground strikes them through. */
const LETTERS = 9;

type LevelProps = {
  readonly y: number;
  readonly stroke: string;
  readonly 'stroke-dasharray'?: string;
  readonly 'stroke-width'?: string;
};

function Level({ y, ...stroke }: LevelProps) {
  return <line x2="100%" y1={`${y}%`} y2={`${y}%`} {...stroke} />;
}

function Dates({ from, to }: { readonly from: Jour; readonly to: Jour }) {
  return (
    <g text-anchor="middle">
      {timeTicks(from, to).map(({ jour, label, under }) => {
        const x = `${timePosition(jour, from, to)}%`;
        return (
          <g key={jour}>
            <text x={x} y="100%" dy="1.75em">
              {label}
            </text>
            {under && (
              <text x={x} y="100%" dy="3em">
                {under}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
