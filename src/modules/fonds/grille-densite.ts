import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readCsv } from '../../platform/csv/read-csv.ts';
import { ok, type Result, refuse } from '../../values/result.ts';
import { type GrilleDensite, parseGrille } from './domain/densite.ts';

/** INSEE’s grid, as whoever runs the installation gave it. */
export type GrilleFournie = { readonly fichier: string; readonly grille: GrilleDensite };

/** Reads the file once, at the start: what is wrong with it is then told to who can change it. @returns or says why not, in French */
export async function readGrilleDensite(file: string): Promise<Result<GrilleFournie>> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return refuse(`attendu un fichier CSV lisible, pas ${file}`);
  const rows = readCsv(bytes);
  if (!rows.ok) return refuse(`ligne ${rows.error.line} de ${file}\u00a0: ce n’est pas du CSV`);
  const grille = parseGrille(rows.value);
  if (!grille.ok) return refuse(`ligne ${grille.error.ligne} de ${file}\u00a0: ${grille.error.message}`);
  return ok({ fichier: basename(file), grille: grille.value });
}
