import type { Brand } from './brand.ts';

/** The code of a région in the code officiel géographique (COG): two digits. `75` is a région here, and Paris elsewhere. */
export type CodeRegion = Brand<string, 'CodeRegion'>;

export function isCodeRegion(text: string): text is CodeRegion {
  return NAMES.has(text);
}

/** « Nouvelle-Aquitaine »; undefined when it is the code of no région. */
export function nameOfRegion(code: string): string | undefined {
  return NAMES.get(code);
}

/** Official names, from the code officiel géographique. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['01', 'Guadeloupe'],
  ['02', 'Martinique'],
  ['03', 'Guyane'],
  ['04', 'La Réunion'],
  ['06', 'Mayotte'],
  ['11', 'Île-de-France'],
  ['24', 'Centre-Val de Loire'],
  ['27', 'Bourgogne-Franche-Comté'],
  ['28', 'Normandie'],
  ['32', 'Hauts-de-France'],
  ['44', 'Grand Est'],
  ['52', 'Pays de la Loire'],
  ['53', 'Bretagne'],
  ['75', 'Nouvelle-Aquitaine'],
  ['76', 'Occitanie'],
  ['84', 'Auvergne-Rhône-Alpes'],
  ['93', 'Provence-Alpes-Côte d’Azur'],
  ['94', 'Corse'],
]);
