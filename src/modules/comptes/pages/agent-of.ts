import type { Database } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { adhesionsOf } from '../storage/personnes.ts';
import type { Agent } from '../use-cases/agent.ts';

/**
 * The signed-in agent, in the organisation that the address names. One who has no role there learns nothing of it: the
 * page does not exist for them.
 */
export async function agentOf(deps: { readonly db: Database }, contexte: Contexte): Promise<Agent> {
  const { principal, params } = contexte;
  if (principal.type !== 'agent') throw new NotFound('');
  const adhesions = await deps.db.read({ personne: principal.personneId }, (tx) =>
    adhesionsOf(tx, principal.personneId),
  );
  const adhesion = adhesions.find(({ slug }) => slug === params['organisation']);
  if (!adhesion) throw new NotFound('');
  const { organisationId: id, nom, slug, roles } = adhesion;
  return { personneId: principal.personneId, nom: principal.nom, organisation: { id, nom, slug }, roles };
}
