import { Readable } from 'node:stream';
import { CsvError, type InfoRecord, type Options, parse } from 'csv-parse';
import { lireEntetes } from '../domain/entetes.ts';
import type { ColonneAttendue } from '../domain/type-import.ts';
import type { Lu } from './lignes.ts';

/** No honest row is longer, in bytes: a quote that nobody closed would swallow the whole file. */
const LONGEST_ROW = 262_144;

type Rangee = { readonly cells: readonly string[]; readonly brut: string; readonly numero: number };

export async function* lignesCsv(
  texte: AsyncIterator<string> & AsyncIterable<string>,
  colonnes: readonly ColonneAttendue[],
): AsyncGenerator<Lu> {
  const head = await untilFirstLine(texte);
  const parser = parse({
    bom: true,
    delimiter: separatorOf(head),
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    raw: true,
    max_record_size: LONGEST_ROW,
    on_record: toRangee as unknown as NonNullable<Options['on_record']>, // Its types do not know what `raw` changes.
  });
  const source = Readable.from(followed(head, texte));
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* rowsOf(source.pipe(parser), colonnes);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { type: 'refus', raison: explain(error) };
  }
}

function toRangee({ record, raw }: { record: string[]; raw: string }, { lines }: InfoRecord): Rangee {
  const brut = raw.endsWith('\n') ? raw.slice(0, -1) : raw;
  return { cells: record, brut, numero: brut.includes('\n') ? lines - brut.split('\n').length + 1 : lines };
}

async function* rowsOf(rangees: AsyncIterable<Rangee>, colonnes: readonly ColonneAttendue[]): AsyncGenerator<Lu> {
  let noms: readonly (string | undefined)[] | undefined;
  for await (const { cells, brut, numero } of rangees) {
    // Spreadsheets add rows of nothing at the end.
    if (cells.every((cell) => cell === '' || cell.trim() === '')) continue;
    if (noms) {
      const complete = cells.length === noms.length;
      const precision = complete ? '' : `${cells.length} au lieu de ${noms.length}`;
      yield { type: 'ligne', numero, brut, cellules: complete ? cellulesOf(noms, cells) : undefined, precision };
      continue;
    }
    const entetes = lireEntetes(cells, colonnes);
    if (!entetes.ok) return yield { type: 'refus', raison: entetes.error };
    noms = entetes.value.noms;
    for (const colonne of entetes.value.ignorees) yield { type: 'ignoree', colonne };
  }
  if (!noms) yield { type: 'refus', raison: 'Ce fichier ne contient aucune ligne.' };
}

function cellulesOf(noms: readonly (string | undefined)[], cells: readonly string[]): Record<string, string> {
  const cellules: Record<string, string> = {};
  noms.forEach((nom, index) => {
    if (nom !== undefined) cellules[nom] = cells[index] ?? '';
  });
  return cellules;
}

async function untilFirstLine(texte: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (!head.includes('\n') && head.length < LONGEST_ROW) {
    const { value, done } = await texte.next();
    if (done) break;
    head += value;
  }
  return head;
}

async function* followed(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** The one that cuts the first line most. */
function separatorOf(head: string): string {
  const firstLine = head.slice(0, head.indexOf('\n') < 0 ? undefined : head.indexOf('\n')).replace(/"[^"]*"/g, '');
  const uses = (separator: string) => firstLine.split(separator).length;
  return [',', ';', '\t', '|'].reduce((best, one) => (uses(one) > uses(best) ? one : best));
}

function explain(error: CsvError): string {
  const from = Number(error['lines']);
  const line = Number.isSafeInteger(from) ? ` vers la ligne ${from}` : '';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return `Un guillemet ouvert${line} n’est jamais fermé\u00a0: la suite du fichier ne peut pas être lue. Fermez-le, puis envoyez le fichier corrigé.`;
  }
  return `Le fichier n’est plus lisible${line}. Exportez-le à nouveau au format CSV.`;
}
