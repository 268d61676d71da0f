import { formatJour } from '../../../values/format-jour.ts';
import { fromPlainDate, jourFromInstant } from '../../../values/jour.ts';
import { isEchue, isOuverte } from '../domain/echeances.ts';
import { motifDuRejet } from '../domain/instruction.ts';
import { saveRecevabilite } from '../storage/instruction.ts';
import { findSubventionOfDossier } from '../storage/subventions.ts';
import { abandonSubventionIn } from './abandon-subvention.ts';
import { holdCandidature, journaliserCandidature, type OutilsInstruction } from './on-candidature.ts';
import { holdSubvention } from './on-subvention.ts';

const SYSTEME = { type: 'systeme', id: 'fonds' } as const;

/**
 * Nobody said in two months whether a request is admissible: it is (décret n° 2018-514, art. 4, II). Looks again once
 * it is held: an agent may have spoken at the same instant, and silence has its effect once.
 */
export function applySilenceRecevabilite(outils: OutilsInstruction, dossierId: string): Promise<void> {
  return outils.db.transaction({ systeme: true }, async (tx) => {
    const held = await holdCandidature(tx, outils, dossierId);
    const { recevableAvant: le } = held;
    if (!isOuverte(held) || held.recevabilite !== null || !isEchue(le, todayOf(outils))) return;
    await saveRecevabilite(tx, dossierId, { recevabilite: 'recevable', par: 'silence', le, motif: null });
    await journaliserCandidature(tx, outils, held, {
      acteur: SYSTEME,
      type: 'candidature.recevabilite',
      contenu: { issue: 'recevable', par: 'silence', le },
    });
  });
}

/**
 * Nobody decided in eight months, nor put that off: the request is rejected (art. 7). A subvention that was only
 * proposed for it falls, and its credits come back.
 *
 * @throws Error when the request is open and the engine does not let it be rejected: that is to be looked at
 */
export function applySilenceDecision(outils: OutilsInstruction, dossierId: string): Promise<void> {
  return outils.db.transaction({ systeme: true }, async (tx) => {
    // In the order of an award: the subvention, then the dossier.
    const proposee = await findSubventionOfDossier(tx, dossierId);
    if (proposee) await holdSubvention(tx, proposee.id);
    const held = await holdCandidature(tx, outils, dossierId);
    const { decisionAvant: le, depositedAt, subventionId } = held;
    if (!isOuverte(held) || !isEchue(le, todayOf(outils))) return;
    if (subventionId) {
      const motif = 'La demande est rejetée par le silence gardé (décret n° 2018-514, art. 7).';
      const fallen = await abandonSubventionIn(tx, outils, { personneId: null }, { subventionId, motif });
      if (!fallen.ok) throw new Error(`The subvention ${subventionId} of a request without decision stands`);
    }
    await journaliserCandidature(tx, outils, held, {
      acteur: SYSTEME,
      type: 'candidature.rejet_implicite',
      contenu: { le },
    });
    const motif = motifDuRejet(formatJour(jourFromInstant(depositedAt)), formatJour(le));
    const rejected = await outils.dossiers.rejectBySilence(tx, { dossierId, motif, organe: 'fonds' });
    if (!rejected.ok) throw new Error(`The request ${dossierId} cannot be rejected: ${rejected.error}`);
  });
}

const todayOf = ({ clock }: OutilsInstruction) => fromPlainDate(clock.today());
