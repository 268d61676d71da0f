import { Forbidden } from '../../platform/errors.ts';
import type { Agent } from '../comptes/index.ts';

/** Who may see and change what an organisation is entitled to ask. */
const ADMINISTRATORS = ['administrateur'];

export function assertMayAdminister(agent: Agent): void {
  if (!agent.roles.some((role) => ADMINISTRATORS.includes(role))) {
    throw new Forbidden('Seuls les administrateurs de l’organisation gèrent ses habilitations.');
  }
}
