/** A row of a CSV text, as it is cut. */
export type RangeeCsv = {
  readonly cells: readonly string[];
  /** Its text, without its end. */
  readonly brut: string;
  /** The line where it begins, from 1. */
  readonly numero: number;
};

/** A row that is longer than any honest one, or a quote that nobody closed, which swallows what follows it. */
export class RangeeSansFin extends Error {
  override readonly name = 'RangeeSansFin';
  /** Where the row begins, from 1. */
  readonly numero: number;

  constructor(numero: number) {
    super(`The row of line ${numero} never ends`);
    this.numero = numero;
  }
}

/** Cuts a text that comes piece by piece. What a piece leaves unfinished waits for the next one. */
export type CoupeurCsv = {
  /** @throws RangeeSansFin at the next piece: the rows before are given first */
  push(piece: string): readonly RangeeCsv[];
  /** @returns the last row, when nothing ended it. @throws RangeeSansFin */
  end(): readonly RangeeCsv[];
};

/**
 * RFC 4180 with the indulgence that spreadsheets call for: rows of any length, and quotes that mean nothing where they
 * stand are kept as text. Rows are slices of the text, so nothing is copied. A test holds it against csv-parse, which goes
 * byte by byte for options that an import does not have (docs/adr/0015).
 *
 * @param separator one character
 * @param longest in characters
 */
export function couperCsv(separator: string, longest: number): CoupeurCsv {
  const separatorCode = separator.charCodeAt(0);
  let [held, numero] = ['', 1];
  const cut = (piece: string, isLast: boolean): readonly RangeeCsv[] => {
    if (held.length > longest) throw new RangeeSansFin(numero);
    const text = held + piece;
    const rangees: RangeeCsv[] = [];
    let start = 0;
    while (start < text.length) {
      const cells: string[] = [];
      const end = readRow(text, start, separatorCode, cells);
      if (end === undefined || end - start > longest || (end === text.length && !isLast)) break;
      const brut = text.slice(start, end);
      rangees.push({ cells, brut, numero });
      numero += 1 + countLines(brut);
      start = end + 1;
    }
    held = text.slice(start);
    return rangees;
  };
  return {
    push: (piece) => cut(piece, false),
    end() {
      const last = cut('', true);
      if (held !== '') throw new RangeeSansFin(numero);
      return last;
    },
  };
}

const [QUOTE, LINE_END] = [0x22, 0x0a];

/** @returns where the row ends, maybe with the text; undefined when the text ends within quotes */
function readRow(text: string, start: number, separator: number, cells: string[]): number | undefined {
  for (let at = start; ; at += 1) {
    const close = text.charCodeAt(at) === QUOTE ? closingQuote(text, at) : at;
    if (close === undefined) return undefined;
    const end = cellEnd(text, close === at ? at : close + 1, separator);
    cells.push(close === at ? text.slice(at, end) : unquoted(text, at, close, end));
    if (text.charCodeAt(end) !== separator) return end;
    at = end;
  }
}

/** @returns undefined when the text ends first */
function closingQuote(text: string, open: number): number | undefined {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  return close < 0 ? undefined : close;
}

function cellEnd(text: string, from: number, separator: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LINE_END) return at;
  }
  return text.length;
}

/** What follows the closing quote makes of both an ordinary sign: « "Les Amis" de Poitiers ». */
function unquoted(text: string, open: number, close: number, end: number): string {
  const within = text.slice(open + 1, close);
  const content = within.includes('"') ? within.replaceAll('""', '"') : within;
  return end === close + 1 ? content : `"${content}"${text.slice(close + 1, end)}`;
}

function countLines(brut: string): number {
  let lines = 0;
  for (let at = brut.indexOf('\n'); at >= 0; at = brut.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
