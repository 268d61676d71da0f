import { Forbidden } from '../../platform/errors.ts';
import type { Agent } from '../comptes/index.ts';

/** Who may do what with the fund, by role in the organisation that manages it. The only place where roles are named. */

const MANAGERS = ['administrateur', 'gestionnaire'];
const READERS = [...MANAGERS, 'instructeur', 'valideur', 'expert', 'lecteur'];

const hasOne = (agent: Pick<Agent, 'roles'>, roles: readonly string[]) =>
  agent.roles.some((role) => roles.includes(role));

/** Opens programmes and enveloppes, moves credits, signs agreements, has them paid and published. */
export const mayManage = (agent: Pick<Agent, 'roles'>): boolean => hasOne(agent, MANAGERS);

/** Reads what the fund's own agents read. */
export const mayReadFonds = (agent: Pick<Agent, 'roles'>): boolean => hasOne(agent, READERS);

export function assertMayManage(agent: Agent): void {
  if (!mayManage(agent)) throw new Forbidden('Votre rôle ne permet pas de gérer les crédits du fonds.');
}

export function assertMayReadCredits(agent: Agent): void {
  if (!hasOne(agent, READERS)) throw new Forbidden('Votre rôle ne permet pas de voir les crédits du fonds.');
}

/** Examines requests, and proposes what to award. */
export const mayPropose = (agent: Agent): boolean => hasOne(agent, [...MANAGERS, 'instructeur']);

export function assertMayPropose(agent: Agent): void {
  if (!mayPropose(agent)) throw new Forbidden('Votre rôle ne permet pas de proposer une subvention.');
}

/** Signs awards. */
export const mayAward = (agent: Agent): boolean => hasOne(agent, [...MANAGERS, 'valideur']);

export function assertMayAward(agent: Agent): void {
  if (!mayAward(agent)) throw new Forbidden('Votre rôle ne permet pas d’attribuer une subvention.');
}

/** Attaches the signed version of an act: who signs, or has signed. */
export function assertMayAttachActes(agent: Agent): void {
  if (!mayAward(agent)) throw new Forbidden('Votre rôle ne permet pas de joindre la version signée d’un acte.');
}
