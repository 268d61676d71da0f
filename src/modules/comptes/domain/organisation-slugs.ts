import type { Cog, GroupementCog } from './cog.ts';
import type { FaitOrganisation } from './fait-organisation.ts';
import { nameOfGroupement, shortNameOfGroupement } from './official-name.ts';
import { assignSlugs, type SlugCandidate } from './slug.ts';

/**
 * The address of every organisation of France, installed or not, so that the day and the order of installation change
 * nothing. Départements and regions keep their names (`creuse`, and the commune of the Somme is `creuse-80`), then
 * communes, then groupings, whose full name is there for when a commune already has the short one.
 *
 * @returns slugs by key: see `slugKey`
 */
export function organisationSlugs(cog: Cog, faits: readonly FaitOrganisation[]): ReadonlyMap<string, string> {
  const departementOf = new Map(cog.communes.map(({ code, departement }) => [code, departement]));
  return assignSlugs([
    faits.filter(({ type }) => type === 'etat').map(({ siren, slug, nom }) => candidate(siren, [slug ?? nom], [siren])),
    cog.departements
      .filter(({ code }) => !NAMED_BY_A_COMMUNE.has(code))
      .map(({ code, nom }) => candidate(slugKey.departement(code), [nom])),
    cog.regions
      // The overseas collectivités of three digits are among the départements already.
      .filter(({ code }) => code.length === 2)
      .map(({ code, nom }) => candidate(slugKey.region(code), [nom, `Région ${nom}`])),
    cog.communes.map(({ code, nom, departement }) => candidate(slugKey.commune(code), [nom], [departement, code])),
    cog.groupements.map((groupement) => groupementCandidate(groupement, departementOf)),
  ]);
}

/** Groupings and services of the State have their SIREN as key. */
export const slugKey = {
  commune: (code: string) => `commune ${code}`,
  departement: (code: string) => `departement ${code}`,
  region: (code: string) => `region ${code}`,
} as const;

/** Paris, and the islands where commune (or what has its code) and département or collectivité are one. */
const NAMED_BY_A_COMMUNE: ReadonlySet<string> = new Set(['75', '977', '978', '984', '989']);

function groupementCandidate(groupement: GroupementCog, departementOf: ReadonlyMap<string, string>): SlugCandidate {
  const departement = departementOf.get(groupement.membres[0] ?? '') ?? '';
  const names = [shortNameOfGroupement(groupement), nameOfGroupement(groupement)];
  return candidate(groupement.siren, names, [departement, groupement.siren]);
}

function candidate(key: string, names: readonly string[], suffixes: readonly string[] = []): SlugCandidate {
  return { key, names, suffixes };
}
