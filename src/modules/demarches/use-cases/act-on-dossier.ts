import type { Tx } from '../../../platform/db/database.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import { type Action, type Auteur, apply, type Statut } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { type Dossier, saveStatut } from '../storage/dossiers.ts';
import { askAvantAction, tellAction } from './extensions.ts';
import { etatOf } from './load-dossier.ts';

type Suite = { readonly correctionDemandee?: boolean; readonly decidee?: boolean };

/** Who acts: an agent, or a part of the platform that applies the law. */
export type AuteurDAction = { readonly type: Exclude<Auteur, 'usager'>; readonly id: string };

export const parAgent = ({ personneId }: Agent): AuteurDAction => ({ type: 'agent', id: personneId });

/**
 * What every action of an agent, or of the law, does to a dossier that is held: the table of transitions, then the family of procedures
 * says whether it may, and hears that it did. The fact in the journal is the caller's.
 *
 * @returns the new statut, or the sentence that says why not
 */
export async function actOnDossier(
  tx: Tx,
  moteur: Moteur,
  auteur: AuteurDAction,
  dossier: Dossier,
  action: Action,
  suite: Suite = {},
): Promise<Result<Statut>> {
  const application = apply(action, auteur.type, etatOf(dossier));
  if (!application.ok) return refuse(application.raison);
  const { id, demarcheId, organisationId, statut } = dossier;
  const raison = await askAvantAction(tx, moteur, { dossierId: id, demarcheId, action });
  if (raison !== undefined) return refuse(raison);
  const now = moteur.clock.now();
  const { vers } = application;
  await saveStatut(tx, id, { ...suite, statut: vers, now });
  await tellAction(tx, moteur, {
    dossierId: id,
    organisationId,
    demarcheId,
    action,
    de: statut,
    vers,
    titulaire: dossier.porteurId ?? dossier.usagerId,
    auteur,
    at: now,
  });
  return ok(vers);
}
