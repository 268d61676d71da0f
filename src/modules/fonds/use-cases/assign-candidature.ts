import type { Tx } from '../../../platform/db/database.ts';
import { NBSP } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, membresOf, nomsOfAgents, porteeOf } from '../../comptes/index.ts';
import { assertMayInstruct, mayBeAssigned } from '../policies.ts';
import { listOuvertesDe } from '../storage/charge.ts';
import { type Instruction, saveInstructeur } from '../storage/instruction.ts';
import { acteurOf, holdFor, journaliserCandidature, type OutilsInstruction } from './on-candidature.ts';

export type Affectation = {
  readonly dossierId: string;
  /** Nobody when null. */
  readonly instructeurId: string | null;
  /** Whom the page showed: somebody else may have decided meanwhile. Not looked at when undefined. */
  readonly etait?: string | null;
};

/** Gives a request to somebody who examines it. */
export function assignCandidature(
  outils: OutilsInstruction,
  agent: Agent,
  affectation: Affectation,
): Promise<Result<void>> {
  assertMayInstruct(agent);
  return outils.db.transaction(porteeOf(agent), (tx) => assignCandidatureIn(tx, outils, agent, affectation));
}

/** The same in the transaction of a caller that checked the role. Nothing is written when it is refused. */
export async function assignCandidatureIn(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, instructeurId, etait }: Affectation,
): Promise<Result<void>> {
  if (instructeurId !== null && !(await isInstructeur(tx, agent, instructeurId))) return refuse(INCONNU);
  const held = await holdFor(tx, outils, agent, { dossierId, action: 'affecter' });
  if (!held.ok) return held;
  const actuel = held.value.instructeurId;
  // The same form sent twice, or two agents who agree.
  if (actuel === instructeurId) return ok(undefined);
  if (etait !== undefined && actuel !== etait) return refuse(await dejaPrise(tx, actuel));
  await affecter(tx, outils, agent, held.value, instructeurId);
  return ok(undefined);
}

/**
 * Gives all the open requests of somebody, who leaves say, to somebody else or to nobody.
 *
 * @returns how many changed hands
 */
export function reassignCandidatures(
  outils: OutilsInstruction,
  agent: Agent,
  { de, a }: { readonly de: string; readonly a: string | null },
): Promise<Result<number>> {
  assertMayInstruct(agent);
  return outils.db.transaction(porteeOf(agent), async (tx) => {
    if (a !== null && !(await isInstructeur(tx, agent, a))) return refuse(INCONNU);
    if (a === de) return refuse('Choisissez une autre personne.');
    let moved = 0;
    for (const dossierId of await listOuvertesDe(tx, agent.organisation.id, de)) {
      const held = await holdFor(tx, outils, agent, { dossierId, action: 'affecter' });
      // Decided, or given to another, while this list was read.
      if (!held.ok || held.value.instructeurId !== de) continue;
      await affecter(tx, outils, agent, held.value, a);
      moved += 1;
    }
    return ok(moved);
  });
}

const INCONNU = 'Choisissez une personne de votre organisation qui instruit les demandes.';

async function affecter(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  instruction: Instruction,
  a: string | null,
): Promise<void> {
  await saveInstructeur(tx, instruction.dossierId, a);
  await journaliserCandidature(tx, outils, instruction, {
    acteur: acteurOf(agent),
    type: 'candidature.affectee',
    contenu: { de: instruction.instructeurId, a },
  });
}

async function isInstructeur(tx: Tx, agent: Agent, personneId: string): Promise<boolean> {
  const membres = await membresOf(tx, agent.organisation.id);
  return membres.some((membre) => membre.personneId === personneId && mayBeAssigned(membre.roles));
}

async function dejaPrise(tx: Tx, actuel: string | null): Promise<string> {
  if (actuel === null) return 'Cette demande vient d’être rendue. Choisissez de nouveau.';
  const nom = (await nomsOfAgents(tx, [actuel])).get(actuel) ?? 'une autre personne';
  return `Cette demande vient d’être confiée à ${nom}${NBSP}: choisissez de nouveau si vous voulez la confier à quelqu’un d’autre.`;
}
