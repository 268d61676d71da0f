import { NotFound } from '../../../platform/errors.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { assertMayReadCredits, assertSeesNotes } from '../policies.ts';
import { findClassement, resultatOf } from '../storage/classements.ts';
import { findCommission, listMembres, listScenarios } from '../storage/commissions.ts';
import { listDecisions, listEnveloppesDeSession } from '../storage/decisions-de-commission.ts';
import { listDemandes } from '../storage/demandes-de-session.ts';
import { hasEvaluationsAFaire } from '../storage/evaluations.ts';
import { findGrille } from '../storage/grilles.ts';
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
    const commission = await findCommission(tx, id);
    if (!commission) throw new NotFound('Cette commission n’existe pas.');
    const { sessionId, classementId } = commission;
    const [classement, membres, scenarios, decisions, enveloppes, demandes, busy] = await Promise.all([
      findClassement(tx, classementId),
      listMembres(tx, id),
      listScenarios(tx, id),
      listDecisions(tx, id),
      listEnveloppesDeSession(tx, sessionId),
      listDemandes(tx, sessionId),
      hasEvaluationsAFaire(tx, sessionId, agent.personneId),
    ]);
    const grille = classement && (await findGrille(tx, classement.grilleId));
    if (!classement || !grille) throw new Error(`The committee ${id} lost its ranking or its grid`);
    assertSeesNotes(busy, grille.grille);
    const { classees, nonClassees } = resultatOf(classement);
    return {
      commission,
      classement,
      classees,
      nonClassees,
      grille: grille.grille,
      membres,
      scenarios,
      decisions,
      enveloppes,
      demandes,
    };
  });
  const session = await sessionOf(deps, contexte, found.commission.sessionId);
  const { organisation } = session;
  const base = `/fonds/${organisation.slug}/commissions/${id}`;
  const breadcrumb = [...session.breadcrumb, { href: base, label: found.commission.nom }];
  const demandeOf = (dossierId: string) => found.demandes.find((one) => one.dossierId === dossierId);
  const decisionOf = (dossierId: string) => found.decisions.find((one) => one.dossierId === dossierId);
  return {
    ...found,
    agent,
    organisation,
    session: session.session,
    sessionBase: session.base,
    base,
    breadcrumb,
    demandeOf,
    decisionOf,
  };
}
