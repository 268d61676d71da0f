import type { Tx } from '../../../platform/db/database.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayInstruct } from '../policies.ts';
import { saveInstructeur } from '../storage/instruction.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { acteurOf, holdFor, journaliserCandidature, type OutilsInstruction } from './on-candidature.ts';

/** Begins the instruction of a request. Who takes up what nobody had becomes its instructor. */
export function takeUpCandidature(outils: OutilsInstruction, agent: Agent, dossierId: string): Promise<Result<void>> {
  assertMayInstruct(agent);
  return allOrNothing(outils.db, porteeOf(agent), (tx) => takeUpCandidatureIn(tx, outils, agent, dossierId));
}

/** The same in the transaction of a caller that checked the role, and undoes it when it is refused. */
export async function takeUpCandidatureIn(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  dossierId: string,
): Promise<Result<void>> {
  const held = await holdFor(tx, outils, agent, { dossierId, action: 'instruire' });
  if (!held.ok) return held;
  const taken = await outils.dossiers.takeUp(tx, agent, dossierId);
  if (!taken.ok || held.value.instructeurId !== null) return taken;
  await saveInstructeur(tx, dossierId, agent.personneId);
  await journaliserCandidature(tx, outils, held.value, {
    acteur: acteurOf(agent),
    type: 'candidature.affectee',
    contenu: { de: null, a: agent.personneId },
  });
  return ok(undefined);
}
