/**
 * The emblem of an organisation that has no logo: a cement floor tile, as in the halls of French town halls,
 * drawn from its name. The same name always gives the same tile; a quarter is drawn once and turned four times.
 * Coordinates are those of a 48 × 48 tile whose centre is (0, 0).
 */
export type Tile = {
  /** Paths of one quarter (x and y from 0 to 24), from the bottom layer to the top one. */
  readonly layers: readonly TileLayer[];
};

export type TileLayer = {
  readonly paint: 'on-brand' | 'soft' | 'accent' | 'brand';
  readonly path: string;
};

/**
 * The whole tile as SVG, which holds nothing of the name but what was drawn from it.
 *
 * @param attributesOf how a paint is said: a class in a page, a fill in a file of its own
 */
export function drawTile(name: string, attributesOf: (paint: TileLayer['paint']) => string): string {
  const quarter = tileOf(name)
    .layers.map(({ paint, path }) => `<path ${attributesOf(paint)} d="${path}"/>`)
    .join('');
  const quarters = [0, 90, 180, 270].map((angle) => `<g transform="rotate(${angle})">${quarter}</g>`).join('');
  return `<path ${attributesOf('brand')} d="M-24-24H24V24H-24Z"/>${quarters}`;
}

/** Draws the tile of a name. Case, accents and spaces do not count, so that « Saint-Éloi » and « SAINT ELOI » agree. */
export function tileOf(name: string): Tile {
  const draw = numbersFrom(name);
  const corner = pick(CORNERS, draw());
  const petal = pick(PETALS, draw());
  const heart = pick(HEARTS, draw());
  const cornerIsSoft = draw() % 2 === 0;
  return {
    layers: [
      { paint: cornerIsSoft ? 'soft' : 'accent', path: corner },
      { paint: 'on-brand', path: petal },
      { paint: cornerIsSoft ? 'accent' : 'brand', path: heart },
    ],
  };
}

/** What fills the outer corner of the quarter: neighbours complete it when the tiles are laid side by side. */
const CORNERS = [
  'M24 10V24H10A14 14 0 0 1 24 10Z',
  'M24 8V24H8Z',
  'M24 13H13V24H24Z',
  'M24 11V17A7 7 0 0 0 17 24H11A13 13 0 0 1 24 11Z',
] as const;

/** The flower of the tile. */
const PETALS = [
  'M0 0A21 21 0 0 1 19 19A21 21 0 0 1 0 0Z',
  'M0 0H8L19 19L0 8Z',
  'M0 21A21 21 0 0 0 21 0H15A15 15 0 0 1 0 15Z',
  'M0 20L6 6L20 0H0Z',
  'M5 5H12A7 7 0 0 1 19 12V19H12A7 7 0 0 1 5 12Z',
] as const;

const HEARTS = ['M0 0H7A7 7 0 0 1 0 7Z', 'M0 0H8L0 8Z', 'M0 0H5.5V5.5H0Z'] as const;

function pick<T>(choices: readonly [T, ...T[]], draw: number): T {
  return choices[draw % choices.length] ?? choices[0];
}

/** Small numbers that depend on the whole name (FNV-1a, then a xorshift): no secret, only variety. */
function numbersFrom(name: string): () => number {
  const plain = name
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  let state = 0x811c9dc5;
  for (const character of plain) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return () => {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    return state >>> 8;
  };
}
