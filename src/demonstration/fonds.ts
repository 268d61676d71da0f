import { findOrganisationBySlug } from '../modules/comptes/index.ts';
import { adoptFonds, readCatalogueFonds } from '../modules/fonds/index.ts';
import type { Noyau } from '../platform/services.ts';

/**
 * Gives the fund of the catalogue to who manages it in the demonstration. Done at every start, as for the démarches: what
 * is there already costs some look-ups and changes nothing.
 *
 * @returns how many versions of rules were published
 */
export async function adoptFondsDuCatalogue(noyau: Noyau): Promise<number> {
  const catalogue = await readCatalogueFonds();
  return noyau.db.transaction({ systeme: true }, async (tx) => {
    const organisation = await findOrganisationBySlug(tx, 'dinum');
    if (!organisation) throw new Error('The demonstration has no organisation dinum');
    return adoptFonds(tx, noyau, { organisationId: organisation.id, catalogue });
  });
}
