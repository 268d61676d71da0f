import { share } from '../charts/magnitude.ts';

export type BarProps = {
  /** As it is read: the bar only repeats it. */
  readonly text: string;
  readonly value: number;
  /** What a full bar is worth; an empty one when it is 0. */
  readonly max: number;
};

/** A number with its bar, in the cells of a column: a chart that stays a table. Drawn by attributes alone. */
export function Bar({ text, value, max }: BarProps) {
  return (
    <>
      {text}
      <svg width="100%" height="8" display="block" aria-hidden="true" focusable="false">
        <rect width="100%" height="8" fill="var(--line)" />
        <rect width={share(value, max)} height="8" fill="var(--brand-ink)" />
      </svg>
    </>
  );
}
