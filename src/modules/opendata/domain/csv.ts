/**
 * One line of CSV as RFC 4180 writes it, without its end. A cell is quoted only when it must be: what reads it back
 * finds the same text, spaces included.
 */
export function csvLine(cells: readonly string[], separator: ',' | ';' = ','): string {
  const mustQuote = separator === ',' ? /[",\r\n]/ : /[";\r\n]/;
  return cells.map((cell) => (mustQuote.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator);
}

/** The end of each line, the last one too (RFC 4180, § 2). */
export const CSV_END = '\r\n';

/**
 * A cell that a spreadsheet shows as text and never runs: what strangers wrote may begin with `=`, `+`, `-` or `@`. For
 * files meant to be opened by people; data for machines stays as it is.
 */
export function inertCell(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
