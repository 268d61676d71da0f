import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import type { Organisation } from '../domain/organisation.ts';
import { findOrganisationBySiren, insertOrganisations, type OrganisationToInsert } from '../storage/organisations.ts';

export type InstalledOrganisation = { readonly organisation: Organisation; readonly created: boolean };

/**
 * Installs organisations, in a transaction of scope `systeme`; those that are there already are left as they are, look
 * included. The journal gets one entry for each new one.
 *
 * @returns one for each that was asked, in the same order
 */
export async function installOrganisations(
  tx: Tx,
  noyau: Noyau,
  asked: readonly OrganisationToInsert[],
): Promise<InstalledOrganisation[]> {
  const inserted = new Map((await insertOrganisations(tx, asked)).map((one) => [one.siren, one]));
  const installed: InstalledOrganisation[] = [];
  for (const one of asked) {
    const known = inserted.has(one.siren) ? undefined : await findOrganisationBySiren(tx, one.siren);
    const created = inserted.get(one.siren) ?? (known ? undefined : await insertAtAnotherAddress(tx, one));
    if (created) await journalise(tx, noyau, created);
    const organisation = created ?? known;
    if (organisation) installed.push({ organisation, created: created !== undefined });
  }
  return installed;
}

/**
 * Its address belongs to an organisation installed from the code of another year, before a merger or a new name: that
 * one keeps it, since people have it in their letters.
 */
async function insertAtAnotherAddress(tx: Tx, one: OrganisationToInsert): Promise<Organisation> {
  const [created] = await insertOrganisations(tx, [{ ...one, slug: `${one.slug}-${one.siren}` }]);
  if (!created) throw new Error(`No address is left for the organisation ${one.siren}`);
  return created;
}

async function journalise(tx: Tx, noyau: Noyau, { id, siren, slug, type }: Organisation): Promise<void> {
  await append(tx, noyau, {
    acteur: { type: 'systeme', id: 'parvis' },
    organisation: id,
    sujet: { type: 'organisation', id },
    type: 'organisation.ajoutee',
    contenu: { siren, slug, type },
  });
}
