import { formatNumber } from '../../../values/typography.ts';
import { magnitude, share } from '../charts/magnitude.ts';
import { TINTS, tintOf } from '../charts/quantiles.ts';
import { filled, Legend, Swatch } from './chart-legend.tsx';

export type RepartitionPart = {
  readonly label: string;
  /** Zero or more. */
  readonly value: number;
  /** The list that the figure counts. */
  readonly href?: string | undefined;
};

export type RepartitionProps = {
  readonly title: string;
  /** Five at most, in the order in which they are drawn. */
  readonly parts: readonly RepartitionPart[];
  /** A value as it is read; a plain number by default. */
  readonly format?: ((value: number) => string) | undefined;
};

/** One bar cut in parts. The legend says each part, its value and its share: it is what is read. @throws RangeError */
export function Repartition({ title, parts, format = formatNumber }: RepartitionProps) {
  if (parts.length > TINTS) throw new RangeError(`chart: ${parts.length} parts, five at most can be told apart`);
  const starts = cumulate(parts.map(({ value }) => magnitude(value)));
  const total = starts.at(-1) ?? 0;
  const fillOf = (index: number) => filled(tintOf(parts.length - 1 - index, parts.length));
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <svg display="block" width="100%" height="2em" aria-hidden="true" focusable="false">
        {parts.map(({ label, value }, index) => (
          <rect
            key={label}
            x={share(starts[index] ?? 0, total)}
            width={share(value, total)}
            height="100%"
            {...fillOf(index)}
          />
        ))}
        <rect width="100%" height="100%" fill="none" stroke="var(--brand-ink)" stroke-width="2" />
      </svg>
      <Legend
        items={parts.map(({ label, value, href }, index) => ({
          key: label,
          drawing: <Swatch drawing={fillOf(index)} />,
          text: (
            <>
              {label}
              {'\u00a0: '}
              <strong>{href ? <a href={href}>{format(value)}</a> : format(value)}</strong>
              {total > 0 && <span class="muted"> ({formatNumber(value / total, PERCENT)})</span>}
            </>
          ),
        }))}
      />
    </figure>
  );
}

const PERCENT = { style: 'percent', maximumFractionDigits: 1 } as const;

/** Where each part starts, then where the last one ends. */
function cumulate(values: readonly number[]): number[] {
  const starts = [0];
  for (const value of values) starts.push((starts.at(-1) ?? 0) + value);
  return starts;
}
