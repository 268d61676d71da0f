import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import { type Agent, type Demandeur, isWithinMandat } from '../../comptes/index.ts';
import type { ContexteChamp } from '../domain/champ.ts';
import type { Definition } from '../domain/definition.ts';
import { apply, type EtatDossier } from '../domain/statut.ts';
import { contexteOf, type Moteur } from '../moteur.ts';
import { type Dossier, findDossier, lockDossier, type Titulaire } from '../storage/dossiers.ts';
import { listPieces, type Piece } from '../storage/pieces.ts';
import { assertMayFollow } from './demandeur.ts';

/** A dossier with all it takes to read and show its champs. */
export type DossierOuvert = {
  readonly dossier: Dossier;
  readonly definition: Definition;
  readonly pieces: readonly Piece[];
  readonly contexte: ContexteChamp;
};

type Mode = 'lecture' | 'verrou';

/**
 * The dossier of who asks. The scope of an organisation also sees the dossiers that it instructs: on these pages they
 * do not exist. Who has no right to read those of their organisation is told so.
 *
 * @param mode `verrou` holds the dossier until the end of the transaction.
 * @throws NotFound when it does not exist, or is not theirs: the same to the caller.
 */
export async function loadAsDemandeur(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  id: string,
  mode: Mode = 'lecture',
): Promise<DossierOuvert> {
  assertMayFollow(demandeur);
  const ouvert = await loadDossier(tx, moteur, id, mode);
  if (!isOf(ouvert.dossier, demandeur)) throw new NotFound(INTROUVABLE);
  return ouvert;
}

/**
 * A deposited dossier that the agent's organisation instructs. The scope of an organisation also sees the dossiers that
 * it carries, drafts included: nobody instructs those of their own side.
 *
 * @throws NotFound as above
 */
export async function loadAsAgent(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  id: string,
  mode: Mode = 'lecture',
): Promise<DossierOuvert> {
  const ouvert = await loadDossier(tx, moteur, id, mode);
  const { organisationId, statut } = ouvert.dossier;
  if (organisationId !== agent.organisation.id || statut === 'brouillon') throw new NotFound(INTROUVABLE);
  return ouvert;
}

const INTROUVABLE = 'Ce dossier n’existe pas, ou n’est pas le vôtre.';

/** True on the side that asks, whatever the scope sees. */
export function isOf(dossier: Dossier, demandeur: Demandeur): boolean {
  if (!isWithinMandat(demandeur, dossier.organisationId)) return false;
  const { usagerId, porteurId } = titulaireOf(demandeur);
  return dossier.porteurId === porteurId && (porteurId !== null || dossier.usagerId === usagerId);
}

/** Whose dossiers are those of this demandeur. A member who begins one in the name of an organisation is its first author. */
export function titulaireOf({ personneId, pour }: Demandeur): Titulaire {
  return pour.type === 'personne'
    ? { usagerId: pour.personneId, porteurId: null }
    : { usagerId: personneId, porteurId: pour.organisation.id };
}

/** Whatever the side: for jobs. A use case takes one of the two above. */
export async function loadDossier(tx: Tx, moteur: Moteur, id: string, mode: Mode = 'lecture'): Promise<DossierOuvert> {
  // Asked together, answered in this order: the files are read once the dossier is locked.
  const [dossier, pieces] = await Promise.all([
    mode === 'verrou' ? lockDossier(tx, id) : findDossier(tx, id),
    listPieces(tx, id),
  ]);
  if (!dossier) throw new NotFound(INTROUVABLE);
  const definition = await moteur.definitionOf(tx, dossier.versionId);
  return { dossier, definition, pieces, contexte: contexteFor(moteur, dossier, definition, pieces) };
}

export function contexteFor(
  moteur: Moteur,
  dossier: Pick<Dossier, 'versionId' | 'reponses' | 'origines'>,
  definition: Definition,
  pieces: readonly Piece[],
): ContexteChamp {
  return contexteOf(moteur, pieces, () => moteur.calculsOf(dossier.versionId, definition, dossier));
}

/** The part of a dossier that the table of transitions looks at. */
export function etatOf(dossier: Dossier): EtatDossier {
  return { statut: dossier.statut, correctionDemandee: dossier.correctionDemandeeAt !== null };
}

/** True while the usager may write: the draft, and the correction that was asked. */
export function isEditable(dossier: Dossier): boolean {
  const action = dossier.statut === 'brouillon' ? 'deposer' : 'corriger';
  return apply(action, 'usager', etatOf(dossier)).ok;
}

export function assertEditable(dossier: Dossier): void {
  if (!isEditable(dossier)) throw new Conflict('Ce dossier est déposé\u00a0: il ne peut plus être modifié.');
}
