import { Forbidden } from '../../platform/errors.ts';
import type { Agent } from '../comptes/index.ts';

/** Who may do what with the fund, by role in the organisation that manages it. The only place where roles are named. */

const MANAGERS = ['administrateur', 'gestionnaire'];
const READERS = [...MANAGERS, 'instructeur', 'valideur', 'expert', 'lecteur'];

const hasOne = (agent: Agent, roles: readonly string[]) => agent.roles.some((role) => roles.includes(role));

/** Opens programmes and enveloppes, moves credits, signs agreements, has them paid. */
export const mayManage = (agent: Agent): boolean => hasOne(agent, MANAGERS);

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

const REVIEWERS = ['expert', 'instructeur'];

/** May be asked to review requests: those of whom the manager chooses. */
export const mayReview = (roles: readonly string[]): boolean => roles.some((role) => REVIEWERS.includes(role));

/** Reads and answers what they were asked, whatever their roles became since. */
export function assertMayReadEvaluations(agent: Agent): void {
  if (!hasOne(agent, READERS)) throw new Forbidden('Votre rôle ne permet pas d’évaluer des demandes.');
}

/** Assigns reviewers, ranks, holds the committee and closes it. */
export const mayRank = (agent: Agent): boolean => hasOne(agent, MANAGERS);

export function assertMayRank(agent: Agent): void {
  if (!mayRank(agent)) throw new Forbidden('Votre rôle ne permet pas d’organiser l’évaluation ni la commission.');
}

/** @param busy they have something to note in the same session @throws Forbidden under a blind grid, until they have */
export function assertSeesNotes(busy: boolean, { aveugle }: { readonly aveugle: boolean }): void {
  if (busy && aveugle) {
    throw new Forbidden(
      'Vous avez encore des évaluations à soumettre dans cette session : vous verrez ensuite les notes des autres.',
    );
  }
}
