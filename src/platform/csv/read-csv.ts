import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result, refuse } from '../../values/result.ts';

export type CsvRow = {
  /** From 1, the heading included: the line where the row ends, as a text editor numbers it. */
  readonly line: number;
  readonly cells: readonly string[];
};

/** Where a file stops being a CSV, for a report; `reason` is csv-parse's own, in English, for the curious. */
export type CsvDefect = { readonly line: number; readonly reason: string };

/**
 * Reads a small CSV whole, as people and spreadsheets save them: UTF-8 with or without its mark, or Windows-1252; commas,
 * semicolons or tabs; rows of any length; empty lines. What a cell holds is not changed, its outer spaces aside.
 */
export function readCsv(bytes: Uint8Array): Result<readonly CsvRow[], CsvDefect> {
  const text = decode(bytes);
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    return ok(records.map(({ info, record }) => ({ line: info.lines, cells: record })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse({ line: Number(error['lines'] ?? 1), reason: error.code });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The one that the heading has most of. */
function delimiterOf(text: string): string {
  const [heading = ''] = text.split(/\r?\n/, 1);
  const counts = [',', ';', '\t'].map((sign) => [sign, heading.split(sign).length] as const);
  return counts.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ',';
}
