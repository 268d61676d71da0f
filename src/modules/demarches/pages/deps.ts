import { NotFound } from '../../../platform/errors.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Chrome, Contexte } from '../../../platform/http/page.ts';
import type { Seal } from '../../../platform/seal.ts';
import {
  type Annuaire,
  type Demandeur,
  demandeursOf,
  type Organisation,
  type Providers,
  porteeOfDemandeur,
} from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { type Dossier, findDossier } from '../storage/dossiers.ts';
import { isOf, loadAsDemandeur } from '../use-cases/load-dossier.ts';

/** What the pages of this module are made with. */
export type DemarchesDeps = Moteur & {
  readonly annuaire: Annuaire;
  readonly providers: Providers;
  /** For what a page carries of a file already received, until the form that it is in is sent. */
  readonly sceau: Seal;
};

/** The organisation that the address names. @throws NotFound */
export async function organisationOf(deps: DemarchesDeps, contexte: Contexte): Promise<Organisation> {
  const organisation = await deps.annuaire.bySlug(contexte.params['organisation'] ?? '');
  if (!organisation) throw new NotFound('Cette collectivité n’est pas présente ici.');
  return organisation;
}

/**
 * Who asks, on the pages of the dossier that the address names. An agent of several organisations comes in the name of
 * the one that carries it.
 *
 * @throws NotFound when it is none of theirs
 */
export async function demandeurOfDossier(deps: DemarchesDeps, contexte: Contexte): Promise<Demandeur> {
  const demandeurs = await demandeursOf(deps, contexte.principal);
  const [only, ...others] = demandeurs;
  // The use case says whether the dossier is theirs.
  if (only && others.length === 0) return only;
  const dossierId = idOf(contexte, 'dossier');
  for (const demandeur of demandeurs) {
    const dossier = await deps.db.read(porteeOfDemandeur(demandeur), (tx) => findDossier(tx, dossierId));
    if (dossier && isOf(dossier, demandeur)) return demandeur;
  }
  throw new NotFound('Ce dossier n’existe pas, ou n’est pas le vôtre.');
}

/** A deposited dossier, and who follows it. */
export type DossierDuDemandeur = { readonly demandeur: Demandeur; readonly dossier: Dossier };

/**
 * The deposited dossier that the address names, for a page of another module on the side of who asks.
 *
 * @throws NotFound when it is none of theirs @throws Forbidden when their role does not let them follow it
 */
export async function dossierDuDemandeur(deps: DemarchesDeps, contexte: Contexte): Promise<DossierDuDemandeur> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  const { dossier } = await deps.db.read(porteeOfDemandeur(demandeur), (tx) =>
    loadAsDemandeur(tx, deps, demandeur, idOf(contexte, 'dossier')),
  );
  if (dossier.statut === 'brouillon') throw new NotFound('Ce dossier n’est pas déposé.');
  return { demandeur, dossier };
}

/** What the list of one's dossiers is called: an agent comes for their organisation. */
export function nomDeMesDossiers({ principal }: Pick<Chrome, 'principal'>): string {
  return principal.type === 'agent' ? 'Nos demandes' : 'Mes dossiers';
}
