import type { Theme } from '../../../platform/html/theme.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { orThrow } from '../../../values/result.ts';
import type { OrganisationToInsert } from '../storage/organisations.ts';
import { openGeographicCode } from './open-geographic-code.ts';

/** Organisations to install together. */
export type Territoire = {
  /** By code Insee, number of département or SIREN. */
  readonly organisations: readonly { readonly code: string; readonly theme: Theme | null }[];
  /** SIREN of the groupings whose every commune comes too. */
  readonly communesOf: readonly string[];
};

/**
 * Looks all of them up in the geographic code: what `installOrganisations` then writes.
 * @throws TypeError when a code is nobody's: a territory is written by us, not typed
 */
export async function describeTerritoire(noyau: Noyau, territoire: Territoire): Promise<OrganisationToInsert[]> {
  const { cog, find } = await openGeographicCode();
  const communes = cog.groupements
    .filter(({ siren }) => territoire.communesOf.includes(siren))
    .flatMap(({ membres }) => membres.map((code) => ({ code, theme: null })));
  const bySiren = new Map<string, OrganisationToInsert>();
  for (const { code, theme } of [...territoire.organisations, ...communes]) {
    const { organisation } = orThrow(find(code));
    // The first mention says the look: a commune may be listed, and come with its grouping.
    if (!bySiren.has(organisation.siren))
      bySiren.set(organisation.siren, { ...organisation, id: newId(noyau.clock, noyau.random), theme });
  }
  return [...bySiren.values()];
}
