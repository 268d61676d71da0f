import { NotFound } from '../../../platform/errors.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { RecoursARepondre } from '../../demarches/index.ts';
import { assertMayAnswerRecours } from '../policies.ts';
import { findInstruction, type Instruction } from '../storage/instruction.ts';
import { INTROUVABLE, type OutilsInstruction } from './on-candidature.ts';

export type RecoursLu = { readonly instruction: Instruction; readonly aRepondre: RecoursARepondre | undefined };

/** An agent of the fund reads a recours: it is reading its dossier, and who asks sees that it was read. */
export function readRecours(outils: OutilsInstruction, agent: Agent, dossierId: string): Promise<RecoursLu> {
  assertMayAnswerRecours(agent);
  return outils.db.transaction(porteeOf(agent), async (tx) => {
    const instruction = await findInstruction(tx, dossierId);
    if (instruction?.organisationId !== agent.organisation.id) throw new NotFound(INTROUVABLE);
    const aRepondre = await outils.dossiers.readRecours(tx, dossierId);
    if (aRepondre) await outils.dossiers.consult(tx, agent, dossierId);
    return { instruction, aRepondre };
  });
}
