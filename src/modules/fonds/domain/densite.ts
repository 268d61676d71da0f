import { removeAccents } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/**
 * Rural and urban, by INSEE’s « grille communale de densité » in seven levels: urban communes are those of levels 1 to 4,
 * rural ones those of 5 (« bourgs ruraux »), 6 and 7 (rural à habitat dispersé, très dispersé). The grid is not in the
 * geographic code: whoever runs the fund gives INSEE’s file. A commune that it does not have is neither.
 */
export type Ruralite = 'rural' | 'urbain';

/** By INSEE code of commune. */
export type GrilleDensite = ReadonlyMap<string, Ruralite>;

/** A line of the file, as a text editor numbers it. */
type Ligne = { readonly line: number; readonly cells: readonly string[] };

/** A line of the file that stops its reading, and why, in French. */
export type DefautGrille = { readonly ligne: number; readonly message: string };

/**
 * Reads INSEE’s file, saved as CSV. From 2025 on the level is in `DENS7` (`DENS` has three levels there); from 2015 to
 * 2024 it is in `DENS`. Titles may stand above the heading. A file with one line that is not understood is refused whole:
 * half a grid would give figures that look whole.
 */
export function parseGrille(lignes: readonly Ligne[]): Result<GrilleDensite, DefautGrille> {
  const heading = findHeading(lignes);
  if (!heading) return refuse({ ligne: lignes[0]?.line ?? 1, message: COLONNES });
  const grille = new Map<string, Ruralite>();
  let deepest = 0;
  for (const { line, cells } of lignes.slice(heading.index + 1)) {
    const [code = '', niveau = ''] = [cells[heading.code], cells[heading.niveau]];
    if (code === '' && niveau === '') continue;
    const read = readLigne(code, niveau);
    if (!read.ok) return refuse({ ligne: line, message: read.error });
    const { commune, rang } = read.value;
    const ruralite = rang >= PREMIER_NIVEAU_RURAL ? 'rural' : 'urbain';
    if ((grille.get(commune) ?? ruralite) !== ruralite) {
      return refuse({ ligne: line, message: `la commune ${commune} a deux niveaux.` });
    }
    grille.set(commune, ruralite);
    deepest = Math.max(deepest, rang);
  }
  if (deepest < PREMIER_NIVEAU_RURAL) {
    return refuse({
      ligne: lignes[heading.index]?.line ?? 1,
      message: `aucune commune au-delà du niveau 4. ${COLONNES}`,
    });
  }
  return ok(grille);
}

const PREMIER_NIVEAU_RURAL = 5;

const COLONNES =
  'attendu la grille à sept niveaux de l’Insee : le code de la commune (CODGEO) et son niveau (DENS7, ou DENS avant 2025).';

/** Above the heading, INSEE writes a title and the meaning of columns. */
const TITRES = 20;

/** What INSEE calls these columns, the first one that the file has. */
const CODES = ['codgeo', 'depcom', 'code commune'];
const NIVEAUX = ['dens7', 'dens'];

function findHeading(lignes: readonly Ligne[]) {
  for (const [index, { cells }] of lignes.slice(0, TITRES).entries()) {
    const names = cells.map((cell) => removeAccents(cell).toLowerCase().replaceAll(/\s+/g, ' ').trim());
    const placeOf = (known: readonly string[]) => known.map((name) => names.indexOf(name)).find((at) => at >= 0);
    const [code, niveau] = [placeOf(CODES), placeOf(NIVEAUX)];
    if (code !== undefined && niveau !== undefined) return { index, code, niveau };
  }
  return undefined;
}

function readLigne(code: string, niveau: string): Result<{ readonly commune: string; readonly rang: number }> {
  // A spreadsheet takes the zero of the Ain (01) for nothing: a code has five characters.
  const commune = code.toUpperCase().padStart(5, '0');
  if (!/^(\d{5}|2[AB]\d{3})$/.test(commune) || code.length < 4)
    return refuse(`« ${code} » n’est pas un code de commune.`);
  if (!/^[1-7]$/.test(niveau)) return refuse(`« ${niveau} » n’est pas un niveau de 1 à 7.`);
  return ok({ commune, rang: Number(niveau) });
}
