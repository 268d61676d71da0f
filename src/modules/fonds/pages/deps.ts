import { NotFound } from '../../../platform/errors.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import { parseId } from '../../../values/ids.ts';
import { type Agent, type Annuaire, agentOf, type Organisation } from '../../comptes/index.ts';

/** What the pages of this module are made with. */
export type FondsDeps = Noyau & Pick<Services, 'blobs'> & { readonly annuaire: Annuaire };

/** Who manages: the signed-in agent, and the organisation that the address names. @throws NotFound */
export async function gestionOf(
  deps: FondsDeps,
  contexte: Contexte,
): Promise<{ readonly agent: Agent; readonly organisation: Organisation }> {
  const agent = await agentOf(deps, contexte);
  const organisation = await deps.annuaire.bySlug(agent.organisation.slug);
  if (!organisation) throw new NotFound('');
  return { agent, organisation };
}

/** An id in an address: anything else is a page that does not exist. */
export function idOf(contexte: Contexte, name: string): string {
  const id = parseId(contexte.params[name] ?? '');
  if (!id.ok) throw new NotFound('');
  return id.value;
}
