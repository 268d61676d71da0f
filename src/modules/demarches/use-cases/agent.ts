import { Forbidden } from '../../../platform/errors.ts';
import type { Agent } from '../../comptes/index.ts';
import { mayDecide, mayInstruct, mayRead } from '../policies.ts';

export function assertMayRead(agent: Agent): void {
  if (!mayRead(agent.roles)) throw new Forbidden('Votre rôle ne permet pas de lire les dossiers.');
}

export function assertMayInstruct(agent: Agent): void {
  if (!mayInstruct(agent.roles)) throw new Forbidden('Votre rôle ne permet pas d’instruire les dossiers.');
}

export function assertMayDecide(agent: Agent): void {
  if (!mayDecide(agent.roles)) throw new Forbidden('Votre rôle ne permet pas de décider.');
}
