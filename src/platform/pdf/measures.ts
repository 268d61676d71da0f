/** Points in a millimetre. */
const MM = 72 / 25.4;
export const mm = (millimetres: number): number => millimetres * MM;

/** How a text is set, in points. */
export type Style = {
  readonly size: number;
  readonly leading: number;
  /** Room under a block. */
  readonly after: number;
  readonly bold?: boolean;
  readonly color?: string;
};

export const INK = '#1b1d1f';
export const MUTED = '#4a4f54';

export const BODY: Style = { size: 10.5, leading: 14.5, after: 7.5 };
export const SMALL: Style = { size: 8.5, leading: 11.5, after: 4 };
export const HEADING: Style = { size: 11.5, leading: 16, after: 14, bold: true };
export const SUBHEADING: Style = { size: 10.5, leading: 14.5, after: 4, bold: true };

const left = mm(22);
const width = mm(210) - 2 * left;

/**
 * Places on the A4 page. A sheet folded in three moves 10 mm sideways and 11 mm down inside a DL envelope (110 × 220,
 * window of 100 × 45, 20 mm from the right and bottom edges): what lies 100 to 190 mm from the left and 45 to 79 mm
 * from the top always shows, and nothing else may come near.
 */
export const LETTER = {
  left,
  width,
  top: mm(24),
  bottom: mm(21),
  emblem: { x: left, y: mm(16), side: mm(13) },
  sender: { x: left + mm(17), y: mm(16), width: mm(95) },
  address: { x: mm(105), y: mm(48), width: mm(83), height: mm(30) },
  /** Left of the window. */
  reference: { x: left, y: mm(48), width: mm(66) },
  right: { x: mm(105), width: mm(83) },
  /** Under the window. */
  body: mm(92),
  /** Room for a signature by hand. */
  signature: mm(18),
  gap: mm(7),
  rule: mm(30),
  footer: mm(14),
  indent: mm(5),
} as const;

/** Where the text begins: under the window of the envelope, or at once when nothing is sent. */
export const startOf = ({ destinataire }: { readonly destinataire: readonly string[] }): number =>
  destinataire.length > 0 ? LETTER.body : LETTER.reference.y + mm(14);
