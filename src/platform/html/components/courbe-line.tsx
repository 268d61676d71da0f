/** In percent of the drawing, from its top left corner. */
export type Point = { readonly x: number; readonly y: number };

/** A line with a mark at each of its points: its own colour, its own dashes, its own shape. */
export function Line({ index, points }: { readonly index: number; readonly points: readonly Point[] }) {
  const { colour, dashes, shape } = styleOf(index);
  const marked = points.length > MANY ? points.slice(-1) : points;
  return (
    <g>
      {/* Stretched to the drawing; the thickness of the line is not. */}
      <svg
        width="100%"
        height="100%"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        overflow="visible"
        aria-hidden="true"
      >
        <polyline
          points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          vector-effect="non-scaling-stroke"
          stroke={colour}
          stroke-width="3"
          stroke-linejoin="round"
          stroke-dasharray={dashes}
        />
      </svg>
      <g fill={colour} stroke="var(--page)" stroke-width="1.5">
        {marked.map(({ x, y }) => (
          <svg key={x} x={`${x}%`} y={`${y}%`} overflow="visible" aria-hidden="true">
            <path d={shape} />
          </svg>
        ))}
      </g>
    </g>
  );
}

export function LineSwatch({ index }: { readonly index: number }) {
  const { colour, dashes, shape } = styleOf(index);
  return (
    <svg width="36" height="12" aria-hidden="true" focusable="false">
      <path d="M0 6h36" stroke={colour} stroke-width="3" stroke-dasharray={dashes} />
      <path d={shape} transform="translate(18 6)" fill={colour} stroke="var(--page)" stroke-width="1.5" />
    </svg>
  );
}

/** Beyond, marks would hide the line: only the last point, where things stand, has its own. */
const MANY = 24;

/** A disc, a square, a diamond, around the point. */
const STYLES = [
  { colour: 'var(--brand-ink)', dashes: undefined, shape: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z' },
  { colour: 'var(--accent-ink)', dashes: '9 4', shape: 'M-5-5H5V5H-5Z' },
  { colour: 'var(--muted)', dashes: '3 3', shape: 'M0-6.5L6.5 0 0 6.5-6.5 0Z' },
] as const;

function styleOf(index: number) {
  return STYLES[index] ?? STYLES[2];
}
