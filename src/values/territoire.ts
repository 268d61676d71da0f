import { type CodeCommune, departementOf } from './code-commune.ts';

/** A part of France with public holidays of its own. */
export type Territoire = (typeof TERRITOIRES)[number];

export const TERRITOIRES = [
  'metropole',
  'alsace-moselle',
  'alsace-moselle-sans-temple',
  'guadeloupe',
  'martinique',
  'guyane',
  'la-reunion',
  'mayotte',
  'saint-pierre-et-miquelon',
  'saint-barthelemy',
  'saint-martin',
  'wallis-et-futuna',
  'polynesie-francaise',
  'nouvelle-caledonie',
] as const;

/**
 * The territory of a commune. In Alsace and Moselle, Good Friday is a holiday only in a commune that has a Protestant
 * church or one shared by both cults (code du travail, art. L3134-13); no official list was found, so such a commune
 * is assumed to have one: an organisation that has none sets `alsace-moselle-sans-temple` itself.
 */
export function territoireOf(commune: CodeCommune): Territoire {
  return BY_DEPARTEMENT.get(departementOf(commune)) ?? 'metropole';
}

/** Départements that are not simply `metropole`. The two without inhabitants, 984 and 989, have no list of their own. */
const BY_DEPARTEMENT: ReadonlyMap<string, Territoire> = new Map([
  ['57', 'alsace-moselle'],
  ['67', 'alsace-moselle'],
  ['68', 'alsace-moselle'],
  ['971', 'guadeloupe'],
  ['972', 'martinique'],
  ['973', 'guyane'],
  ['974', 'la-reunion'],
  ['975', 'saint-pierre-et-miquelon'],
  ['976', 'mayotte'],
  ['977', 'saint-barthelemy'],
  ['978', 'saint-martin'],
  ['986', 'wallis-et-futuna'],
  ['987', 'polynesie-francaise'],
  ['988', 'nouvelle-caledonie'],
]);
