import type { Tx } from '../../../platform/db/database.ts';
import { ok, type Result } from '../../../values/result.ts';
import type { Moteur } from '../moteur.ts';
import { type AuteurDAction, actOnDossier } from './act-on-dossier.ts';
import { writeDecision } from './decide.ts';
import { loadDossier } from './load-dossier.ts';

export type RejetParSilence = {
  readonly dossierId: string;
  /** Says that nobody wrote this decision, under which text, and how to contest it. */
  readonly motif: string;
  /** The part of the platform that applies the text: « fonds ». */
  readonly organe: string;
};

/**
 * The rejection that the law draws from silence, in a transaction of the platform. A family of procedures says when; the
 * decision, its letter and its mail are those of any other.
 *
 * @returns the sentence that says why not, when the dossier was decided meanwhile
 */
export async function rejectBySilenceIn(tx: Tx, moteur: Moteur, rejet: RejetParSilence): Promise<Result<void>> {
  const { dossier } = await loadDossier(tx, moteur, rejet.dossierId, 'verrou');
  const auteur: AuteurDAction = { type: 'systeme', id: rejet.organe };
  const acted = await actOnDossier(tx, moteur, auteur, dossier, 'rejeter_par_silence', { decidee: true });
  if (!acted.ok) return acted;
  await writeDecision(tx, moteur, dossier, {
    verdict: 'refuse',
    motif: rejet.motif,
    auteur,
    auteurNom: 'Décision implicite',
  });
  return ok(undefined);
}
