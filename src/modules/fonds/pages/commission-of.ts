import { idOf } from '../../../platform/http/id-of.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { assertMayReadCredits, assertSeesNotes } from '../policies.ts';
import { listScenarios } from '../storage/commissions.ts';
import { hasEvaluationsAFaire } from '../storage/evaluations.ts';
import { readCommission } from '../use-cases/read-commission.ts';
import type { FondsDeps } from './deps.ts';
import { sessionOf } from './session-of.ts';

/** What the pages of a committee begin with. */
export type LieuDeCommission = Awaited<ReturnType<typeof commissionOf>>;

/** The committee that the address names, with its agenda and its decisions. @throws NotFound */
export async function commissionOf(deps: FondsDeps, contexte: Contexte) {
  const { agent } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const id = idOf(contexte, 'commission');
  const found = await deps.db.read(porteeOf(agent), async (tx) => {
    const read = await readCommission(tx, id);
    const { sessionId } = read.commission;
    const [scenarios, busy] = await Promise.all([
      listScenarios(tx, id),
      hasEvaluationsAFaire(tx, sessionId, agent.personneId),
    ]);
    assertSeesNotes(busy, read.grille);
    return { ...read, scenarios };
  });
  const session = await sessionOf(deps, contexte, found.commission.sessionId);
  const { organisation } = session;
  const base = `/fonds/${organisation.slug}/commissions/${id}`;
  const breadcrumb = [...session.breadcrumb, { href: base, label: found.commission.nom }];
  return {
    ...found,
    agent,
    organisation,
    session: session.session,
    sessionBase: session.base,
    base,
    breadcrumb,
  };
}
