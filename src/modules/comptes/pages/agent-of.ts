import type { Database } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import type { Annuaire } from '../annuaire.ts';
import type { Organisation } from '../domain/organisation.ts';
import { adhesionsOf } from '../storage/personnes.ts';
import type { Agent } from '../use-cases/agent.ts';

/**
 * The signed-in agent, in the organisation that the address names. One who has no role there learns nothing of it: the
 * page does not exist for them.
 */
export async function agentOf(deps: { readonly db: Database }, contexte: Contexte): Promise<Agent> {
  const agent = await findAgent(deps, contexte);
  if (!agent) throw new NotFound('');
  return agent;
}

/** The same on a page that anybody may read: undefined for whoever is not an agent there. */
export async function findAgent(
  deps: { readonly db: Database },
  { principal, params }: Contexte,
): Promise<Agent | undefined> {
  if (principal.type !== 'agent') return undefined;
  const adhesions = await deps.db.read({ personne: principal.personneId }, (tx) =>
    adhesionsOf(tx, principal.personneId),
  );
  const adhesion = adhesions.find(({ slug }) => slug === params['organisation']);
  if (!adhesion) return undefined;
  const { organisationId: id, nom, slug, roles } = adhesion;
  return { personneId: principal.personneId, nom: principal.nom, organisation: { id, nom, slug }, roles };
}

/** Who is at work, and where. */
export type LieuDeTravail = { readonly agent: Agent; readonly organisation: Organisation };

/** The signed-in agent, and all that is known of the organisation that the address names. @throws NotFound */
export async function lieuDeTravailOf(
  deps: { readonly db: Database; readonly annuaire: Annuaire },
  contexte: Contexte,
): Promise<LieuDeTravail> {
  const agent = await agentOf(deps, contexte);
  const organisation = await deps.annuaire.bySlug(agent.organisation.slug);
  if (!organisation) throw new NotFound('');
  return { agent, organisation };
}
