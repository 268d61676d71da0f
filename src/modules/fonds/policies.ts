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

/** Says whether requests are admissible, takes them up, gives them to colleagues, refuses them. */
export const mayInstruct = (agent: Agent): boolean => hasOne(agent, [...MANAGERS, 'instructeur']);

export function assertMayInstruct(agent: Agent): void {
  if (!mayInstruct(agent)) throw new Forbidden('Votre rôle ne permet pas d’instruire les demandes du fonds.');
}

/** Reads requests, and who examines them. */
export function assertMayReadCandidatures(agent: Agent): void {
  if (!hasOne(agent, READERS)) throw new Forbidden('Votre rôle ne permet pas de voir les demandes du fonds.');
}

/**
 * Answers a recours against a decision of the fund: whoever refuses, or signs. The engine knows those who decide on
 * every démarche; whoever only manages the fund answers here.
 */
export const mayAnswerRecours = (roles: readonly string[]): boolean =>
  hasOne({ roles }, [...MANAGERS, 'instructeur', 'valideur']);

export function assertMayAnswerRecours({ roles }: Agent): void {
  if (!mayAnswerRecours(roles)) throw new Forbidden('Votre rôle ne permet pas de répondre à un recours.');
}

/** To whom a request may be given. */
export const mayBeAssigned = (roles: readonly string[]): boolean =>
  roles.some((role) => role === 'instructeur' || MANAGERS.includes(role));

/** Who is warned of what is due on a request that nobody examines. */
export const isManager = (roles: readonly string[]): boolean => roles.some((role) => MANAGERS.includes(role));

/** Whose opinion may be asked. */
export const mayGiveAvis = (roles: readonly string[]): boolean => roles.includes('expert');

/** Puts off the day on which silence rejects: a reasoned decision. */
export const mayProlong = (agent: Agent): boolean => hasOne(agent, [...MANAGERS, 'valideur']);

export function assertMayProlong(agent: Agent): void {
  if (!mayProlong(agent)) throw new Forbidden('Votre rôle ne permet pas de prolonger le délai d’une demande.');
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

/** Attaches the signed version of an act: who signs, or has signed. */
export function assertMayAttachActes(agent: Agent): void {
  if (!mayAward(agent)) throw new Forbidden('Votre rôle ne permet pas de joindre la version signée d’un acte.');
}
