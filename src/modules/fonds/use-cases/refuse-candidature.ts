import type { Tx } from '../../../platform/db/database.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import type { Instruction } from '../storage/instruction.ts';
import { holdFor, type OutilsInstruction } from './on-candidature.ts';

/**
 * Refuses a request, with a reason that who asks will read. One that nobody had taken up is taken up first: a decision
 * is taken on what is examined. In the transaction of a caller that undoes it when it is refused.
 */
export async function refuseCandidatureIn(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, motif }: { readonly dossierId: string; readonly motif: string },
): Promise<Result<void>> {
  const held = await holdFor(tx, outils, agent, { dossierId, action: 'refuser' });
  return held.ok ? refuserIn(tx, outils, agent, held.value, motif) : held;
}

/** The same for a request that is held, and may be refused. */
export async function refuserIn(
  tx: Tx,
  { dossiers }: OutilsInstruction,
  agent: Agent,
  { dossierId, statut }: Pick<Instruction, 'dossierId' | 'statut'>,
  motif: string,
): Promise<Result<void>> {
  const taken = statut === 'deposee' ? await dossiers.takeUp(tx, agent, dossierId) : ok(undefined);
  if (!taken.ok) return taken;
  const decided = await dossiers.decide(tx, agent, { dossierId, verdict: 'refuse', motif });
  return decided.ok
    ? decided
    : refuse(decided.error.verdict ?? decided.error.motif ?? 'La demande ne peut être refusée.');
}
