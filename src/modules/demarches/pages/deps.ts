import { NotFound } from '../../../platform/errors.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { type Annuaire, type Demandeur, demandeursOf, type Organisation, type Providers } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';

/** What the pages of this module are made with. */
export type DemarchesDeps = Moteur & { readonly annuaire: Annuaire; readonly providers: Providers };

/** The organisation that the address names. @throws NotFound */
export async function organisationOf(deps: DemarchesDeps, contexte: Contexte): Promise<Organisation> {
  const organisation = await deps.annuaire.bySlug(contexte.params['organisation'] ?? '');
  if (!organisation) throw new NotFound('Cette collectivité n’est pas présente ici.');
  return organisation;
}

/** Who asks, on the pages of a dossier. */
export async function demandeurOfDossier(deps: DemarchesDeps, contexte: Contexte): Promise<Demandeur> {
  const [only] = await demandeursOf(deps, contexte.principal);
  if (!only) throw new NotFound('');
  return only;
}

/** An id in an address: anything else is a page that does not exist. */
export function idOf(contexte: Contexte, name: string): string {
  const id = contexte.params[name] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound('');
  return id;
}
