import { CsvError, type InfoRecord, type Options, type Parser, parse } from 'csv-parse';
import { lireEntetes } from '../domain/entetes.ts';
import type { ColonneAttendue } from '../domain/type-import.ts';
import type { Lu } from './lignes.ts';

/** No honest row is longer, in bytes: a quote that nobody closed would swallow the whole file. */
const LONGEST_ROW = 262_144;

type Rangee = { readonly cells: readonly string[]; readonly brut: string; readonly numero: number };

export async function* lignesCsv(
  texte: AsyncIterator<string> & AsyncIterable<string>,
  colonnes: readonly ColonneAttendue[],
): AsyncGenerator<readonly Lu[]> {
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
  const lecteur = lecteurDeRangees(colonnes);
  try {
    for await (const rangees of rangeesOf(parser, followed(head, texte))) {
      const { lus, refused } = lecteur.lire(rangees);
      yield lus;
      if (refused) return;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return yield [{ type: 'refus', raison: explain(error) }];
  }
  if (!lecteur.hasHead()) yield [{ type: 'refus', raison: 'Ce fichier ne contient aucune ligne.' }];
}

function toRangee({ record, raw }: { record: string[]; raw: string }, { lines }: InfoRecord): Rangee {
  const brut = raw.endsWith('\n') ? raw.slice(0, -1) : raw;
  return { cells: record, brut, numero: brut.includes('\n') ? lines - brut.split('\n').length + 1 : lines };
}

/** A piece of text goes in, the rows that it completes come out: one wait for each piece, none for each row. */
async function* rangeesOf(parser: Parser, texte: AsyncIterable<string>): AsyncGenerator<readonly Rangee[]> {
  let failure: Error | undefined;
  parser.once('error', (error) => {
    failure = error;
  });
  for await (const piece of texte) {
    if (failure) throw failure;
    parser.write(piece);
    const rangees: Rangee[] = [];
    for (let one = parser.read(); one !== null; one = parser.read()) rangees.push(one);
    yield rangees;
  }
  parser.end();
  const last: Rangee[] = [];
  for await (const rangee of parser) last.push(rangee);
  yield last;
}

type Lecteur = {
  /** `refused` when nothing of the file can be read. */
  lire(rangees: readonly Rangee[]): { readonly lus: readonly Lu[]; readonly refused: boolean };
  hasHead(): boolean;
};

/** Takes the first row that is not empty for the headers, and reads the others under them. */
function lecteurDeRangees(colonnes: readonly ColonneAttendue[]): Lecteur {
  let noms: readonly (string | undefined)[] | undefined;
  const entetes = (cells: readonly string[]): readonly Lu[] | string => {
    const lues = lireEntetes(cells, colonnes);
    if (!lues.ok) return lues.error;
    noms = lues.value.noms;
    return lues.value.ignorees.map((colonne) => ({ type: 'ignoree', colonne }));
  };
  return {
    lire(rangees) {
      const lus: Lu[] = [];
      for (const { cells, brut, numero } of rangees) {
        // Spreadsheets add rows of nothing at the end.
        if (cells.every((cell) => cell === '' || cell.trim() === '')) continue;
        if (noms) {
          const complete = cells.length === noms.length;
          const precision = complete ? '' : `${cells.length} au lieu de ${noms.length}`;
          lus.push({
            type: 'ligne',
            numero,
            brut,
            cellules: complete ? cellulesOf(noms, cells) : undefined,
            precision,
          });
          continue;
        }
        const head = entetes(cells);
        if (typeof head === 'string') return { lus: [{ type: 'refus', raison: head }], refused: true };
        lus.push(...head);
      }
      return { lus, refused: false };
    },
    hasHead: () => noms !== undefined,
  };
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
