import { NotFound } from '../../../platform/errors.ts';
import type { Organisation } from '../../comptes/index.ts';
import type { DemarchesDeps } from './deps.ts';

/** Whose dossier it is: its pages wear the colours of that organisation. */
export async function organisationOfDossier(
  deps: Pick<DemarchesDeps, 'annuaire'>,
  dossier: { readonly organisationId: string },
): Promise<Organisation> {
  const found = await deps.annuaire.byId(dossier.organisationId);
  if (!found) throw new NotFound('');
  return found;
}
