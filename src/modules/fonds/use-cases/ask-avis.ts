import { NotFound } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, membresOf, porteeOf } from '../../comptes/index.ts';
import { isOuverte } from '../domain/echeances.ts';
import { assertMayInstruct, mayGiveAvis } from '../policies.ts';
import { insertAvis } from '../storage/avis.ts';
import { findConflit } from '../storage/conflits.ts';
import { grilleAvisDeDemande } from '../storage/grilles.ts';
import { findInstruction } from '../storage/instruction.ts';
import { courrierInstruction } from '../tasks/courrier-instruction.ts';
import { acteurOf, INTROUVABLE, journaliserCandidature } from './on-candidature.ts';

export type AvisAsked = { readonly dossierId: string; readonly expertId: string; readonly question: string | null };

/**
 * Asks an expert of the organisation, who has no conflict of interest with the request. Asked twice is once: they are
 * written to the first time only. They answer under the grid of this instant, whatever it becomes.
 */
export function askAvis(
  noyau: Noyau,
  agent: Agent,
  { dossierId, expertId, question }: AvisAsked,
): Promise<Result<void>> {
  assertMayInstruct(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const instruction = await findInstruction(tx, dossierId);
    if (instruction?.organisationId !== agent.organisation.id) throw new NotFound(INTROUVABLE);
    if (!isOuverte(instruction)) return refuse('La demande est décidée. Aucun avis ne peut plus la changer.');
    const experts = (await membresOf(tx, agent.organisation.id)).filter(({ roles }) => mayGiveAvis(roles));
    if (!experts.some(({ personneId }) => personneId === expertId)) return refuse('Choisissez un expert.');
    if (await findConflit(tx, { dossierId, evaluateurId: expertId })) {
      return refuse('Cet expert est en conflit d’intérêts avec cette demande. Choisissez quelqu’un d’autre.');
    }
    const id = newId<'Avis'>(noyau.clock, noyau.random);
    const { organisationId } = instruction;
    const asked = await insertAvis(tx, {
      id,
      dossierId,
      organisationId,
      expertId,
      demandeurId: agent.personneId,
      question,
      grilleId: await grilleAvisDeDemande(tx, dossierId),
      askedAt: noyau.clock.now(),
    });
    if (!asked) return ok(undefined);
    await journaliserCandidature(tx, noyau, instruction, {
      acteur: acteurOf(agent),
      type: 'candidature.avis_demande',
      contenu: { avis: id, expert: expertId },
    });
    await enqueue(tx, courrierInstruction, { objet: 'avis', organisationId, avisId: id });
    return ok(undefined);
  });
}
