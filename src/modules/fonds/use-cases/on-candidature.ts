import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { type Result, refuse } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import type { ActesSurDossiers } from '../../demarches/index.ts';
import { type Acteur, append, type JsonObject } from '../../journal/index.ts';
import { type ActionInstruction, raisonContre } from '../domain/instruction.ts';
import { findInstruction, type Instruction } from '../storage/instruction.ts';

/** What the use cases of instruction work with. */
export type OutilsInstruction = Noyau & { readonly dossiers: ActesSurDossiers };

/**
 * A request, its dossier held until the transaction ends: two actions on it take turns, whether they come from here or
 * from the engine.
 *
 * @throws NotFound when the scope does not see it
 */
export async function holdCandidature(tx: Tx, { dossiers }: OutilsInstruction, id: string): Promise<Instruction> {
  const dossier = await dossiers.hold(tx, id);
  const found = dossier && (await findInstruction(tx, id));
  if (!found) throw new NotFound(INTROUVABLE);
  return found;
}

/** The same for an agent of the fund that instructs it. @throws NotFound when it is another one's */
export async function holdOwn(tx: Tx, outils: OutilsInstruction, agent: Agent, id: string): Promise<Instruction> {
  const instruction = await holdCandidature(tx, outils, id);
  if (instruction.organisationId !== agent.organisation.id) throw new NotFound(INTROUVABLE);
  return instruction;
}

/** The same, when they may do this to it now; otherwise why not. */
export async function holdFor(
  tx: Tx,
  outils: OutilsInstruction,
  agent: Agent,
  { dossierId, action }: { readonly dossierId: string; readonly action: ActionInstruction },
): Promise<Result<Instruction>> {
  const instruction = await holdOwn(tx, outils, agent, dossierId);
  const raison = raisonContre(action, instruction, fromPlainDate(outils.clock.today()));
  return raison === undefined ? { ok: true, value: instruction } : refuse(raison);
}

export const INTROUVABLE = 'Cette demande n’existe pas.';

/** Identifiers, dates and numbers only: reasons may name people. */
export async function journaliserCandidature(
  tx: Tx,
  outils: Noyau,
  { dossierId, organisationId }: Pick<Instruction, 'dossierId' | 'organisationId'>,
  fait: { readonly acteur: Acteur; readonly type: string; readonly contenu: JsonObject },
): Promise<void> {
  await append(tx, outils, { ...fait, organisation: organisationId, sujet: { type: 'candidature', id: dossierId } });
}

export const acteurOf = ({ personneId }: Agent): Acteur => ({ type: 'agent', id: personneId });
