import { Forbidden } from '../../platform/errors.ts';
import type { Agent } from '../comptes/index.ts';

/** Who may do what with an organisation's open data. The only place where roles are named. */

const MANAGERS = ['administrateur', 'gestionnaire'];

/** Imports files and reads their reports, which quote what strangers wrote. */
export function assertMayImport(agent: Agent): void {
  if (agent.roles.some((role) => MANAGERS.includes(role))) return;
  throw new Forbidden('Votre rôle ne permet pas d’importer des données.');
}
