import { type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayAnswerRecours } from '../policies.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { holdOwn, type OutilsInstruction } from './on-candidature.ts';

export type ReponseAuRecours = {
  readonly dossierId: string;
  /** Why the decision stands; null when the request is examined again. */
  readonly rejet: string | null;
};

/** Answers the recours of who asked the fund: by the acts of the engine, under the fund's own rule of who may. */
export function answerRecours(
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, rejet }: ReponseAuRecours,
): Promise<Result<void>> {
  assertMayAnswerRecours(agent);
  const { dossiers } = outils;
  return allOrNothing(outils.db, porteeOf(agent), async (tx) => {
    await holdOwn(tx, outils, agent, dossierId);
    if (rejet !== null) return dossiers.rejectRecours(tx, agent, { dossierId, motif: rejet });
    const waiting = await dossiers.readRecours(tx, dossierId);
    return waiting ? dossiers.reopen(tx, agent, dossierId) : refuse('Aucun recours n’attend de réponse.');
  });
}
