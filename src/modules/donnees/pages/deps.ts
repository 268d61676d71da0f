import { NotFound } from '../../../platform/errors.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { type Agent, agentOf, type Organisation } from '../../comptes/index.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';

/** The agent at work, and the organisation that the address names. @throws NotFound */
export async function administrationOf(
  deps: DonneesDeps,
  contexte: Contexte,
): Promise<{ readonly agent: Agent; readonly organisation: Organisation }> {
  const agent = await agentOf(deps, contexte);
  const organisation = await deps.annuaire.bySlug(agent.organisation.slug);
  if (!organisation) throw new NotFound('');
  return { agent, organisation };
}

/** An id in an address: anything else is a page that does not exist. */
export function habilitationIdOf(contexte: Contexte): string {
  const id = contexte.params['habilitation'] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound('');
  return id;
}

export function habilitationsHref(organisation: Pick<Organisation, 'slug'>): string {
  return `/administration/${organisation.slug}/habilitations`;
}
