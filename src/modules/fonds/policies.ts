import { Forbidden } from '../../platform/errors.ts';
import type { Agent } from '../comptes/index.ts';

/** Who may do what with the fund, by role in the organisation that manages it. The only place where roles are named. */

const MANAGERS = ['administrateur', 'gestionnaire'];

/** Opens programmes and enveloppes, moves credits, signs awards. */
export function assertMayManage(agent: Agent): void {
  if (!agent.roles.some((role) => MANAGERS.includes(role))) {
    throw new Forbidden('Votre rôle ne permet pas de gérer les crédits du fonds.');
  }
}
