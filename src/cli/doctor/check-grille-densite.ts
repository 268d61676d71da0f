import { readGrilleDensite } from '../../modules/fonds/index.ts';
import type { Check } from './check.ts';
import { bon, mauvais } from './finding.ts';

/** INSEE’s grid of density, when the configuration names one: the server does not start on a file that it cannot read. */
export const checkGrilleDensite: Check = async ({ config: { GRILLE_DENSITE: file } }) => {
  if (!file) return [];
  const read = await readGrilleDensite(file);
  if (!read.ok) return [mauvais(`GRILLE_DENSITE\u00a0: ${read.error}`)];
  return [bon(`Grille de densité\u00a0: ${read.value.grille.size.toLocaleString('fr-FR')} communes.`)];
};
