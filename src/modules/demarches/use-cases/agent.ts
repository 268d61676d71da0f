import type { Portee } from '../../../platform/db/database.ts';
import { Forbidden } from '../../../platform/errors.ts';
import { mayDecide, mayInstruct, mayRead } from '../policies.ts';

/** An agent at work in one organisation, with the roles that it gave them. */
export type Agent = {
  readonly personneId: string;
  /** « Camille Roy », as the usager reads it. */
  readonly nom: string;
  readonly organisation: { readonly id: string; readonly nom: string; readonly slug: string };
  readonly roles: readonly string[];
};

export function porteeOf(agent: Agent): Portee {
  return { organisation: agent.organisation.id, personne: agent.personneId };
}

export function assertMayRead(agent: Agent): void {
  if (!mayRead(agent.roles)) throw new Forbidden('Votre rôle ne permet pas de lire les dossiers.');
}

export function assertMayInstruct(agent: Agent): void {
  if (!mayInstruct(agent.roles)) throw new Forbidden('Votre rôle ne permet pas d’instruire les dossiers.');
}

export function assertMayDecide(agent: Agent): void {
  if (!mayDecide(agent.roles)) throw new Forbidden('Votre rôle ne permet pas de décider.');
}
