/**
 * A CSV as RFC 4180 writes it: commas, CRLF, quotes only where they are needed, in UTF-8. A text that a spreadsheet would
 * take for a formula (`=`, `+`, `-`, `@`, a tab) is kept from being one by an apostrophe; a number is left as it is.
 *
 * @param rows as many cells as the header; anything else is a broken assumption
 */
export function writeCsv(header: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [header, ...rows].map((cells) => {
    if (cells.length !== header.length) throw new Error(`A row has ${cells.length} cells, its header ${header.length}`);
    return `${cells.map((cell) => quoted(harmless(cell))).join(',')}\r\n`;
  });
  return lines.join('');
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;
const FORMULA = /^[=+\-@\t\r]/;

function harmless(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
