import { NotFound } from '../../../platform/errors.ts';
import { findOrganisationById, type Organisation } from '../../comptes/index.ts';
import type { DemarchesDeps } from './deps.ts';

/** Whose dossier it is: its pages wear the colours of that organisation. */
export async function organisationOfDossier(
  deps: Pick<DemarchesDeps, 'db'>,
  dossier: { readonly organisationId: string },
): Promise<Organisation> {
  const found = await deps.db.transaction({ public: true }, (tx) => findOrganisationById(tx, dossier.organisationId));
  if (!found) throw new NotFound('');
  return found;
}
