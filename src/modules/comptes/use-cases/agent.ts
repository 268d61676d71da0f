import type { Portee } from '../../../platform/db/database.ts';

/** An agent at work in one organisation, with the roles that it gave them. */
export type Agent = {
  readonly personneId: string;
  /** « Camille Roy », as the usager reads it. */
  readonly nom: string;
  readonly organisation: { readonly id: string; readonly nom: string; readonly slug: string };
  readonly roles: readonly string[];
};

/** What this agent's transactions may see: their organisation, and themselves. */
export function porteeOf(agent: Agent): Portee {
  return { organisation: agent.organisation.id, personne: agent.personneId };
}
