import { lireEntetes } from '../domain/entetes.ts';
import type { ColonneAttendue } from '../domain/type-import.ts';
import type { Lu } from './lignes.ts';
import { couperCsv, type RangeeCsv, RangeeSansFin } from './rangees-csv.ts';

/** No honest row is longer, in characters: a quote that nobody closed would swallow the whole file. */
const LONGEST_ROW = 262_144;

export async function* lignesCsv(
  texte: AsyncIterator<string> & AsyncIterable<string>,
  colonnes: readonly ColonneAttendue[],
): AsyncGenerator<readonly Lu[]> {
  const head = await untilFirstLine(texte);
  const lecteur = lecteurDeRangees(colonnes);
  try {
    for await (const rangees of rangeesOf(separatorOf(head), followed(head, texte))) {
      const { lus, refused } = lecteur.lire(rangees);
      yield lus;
      if (refused) return;
    }
  } catch (error) {
    if (!(error instanceof RangeeSansFin)) throw error;
    const raison = `Un guillemet ouvert vers la ligne ${error.numero} n’est jamais fermé\u00a0: la suite du fichier ne peut pas être lue. Fermez-le, puis envoyez le fichier corrigé.`;
    return yield [{ type: 'refus', raison }];
  }
  if (!lecteur.hasHead()) yield [{ type: 'refus', raison: 'Ce fichier ne contient aucune ligne.' }];
}

/** A piece of text goes in, the rows that it completes come out: one wait for each piece, none for each row. */
async function* rangeesOf(separator: string, texte: AsyncIterable<string>): AsyncGenerator<readonly RangeeCsv[]> {
  const coupeur = couperCsv(separator, LONGEST_ROW);
  for await (const piece of texte) yield coupeur.push(piece);
  yield coupeur.end();
}

type Lecteur = {
  /** `refused` when nothing of the file can be read. */
  lire(rangees: readonly RangeeCsv[]): { readonly lus: readonly Lu[]; readonly refused: boolean };
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
