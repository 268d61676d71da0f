import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { findClassement, resultatOf } from '../storage/classements.ts';
import { findCommission, listMembres } from '../storage/commissions.ts';
import { listDecisions, listEnveloppesDeSession } from '../storage/decisions-de-commission.ts';
import { listDemandes } from '../storage/demandes-de-session.ts';
import { findGrille } from '../storage/grilles.ts';

/** A committee with its agenda, its members and its decisions. */
export type CommissionLue = Awaited<ReturnType<typeof readCommission>>;

/** @throws NotFound */
export async function readCommission(tx: Tx, id: string) {
  const commission = await findCommission(tx, id);
  if (!commission) throw new NotFound('Cette commission n’existe pas.');
  const { sessionId, classementId } = commission;
  const [classement, membres, decisions, enveloppes, demandes] = await Promise.all([
    findClassement(tx, classementId),
    listMembres(tx, id),
    listDecisions(tx, id),
    listEnveloppesDeSession(tx, sessionId),
    listDemandes(tx, sessionId),
  ]);
  const grille = classement && (await findGrille(tx, classement.grilleId));
  if (!classement || !grille) throw new Error(`The committee ${id} lost its ranking or its grid`);
  const { classees, nonClassees } = resultatOf(classement);
  return {
    commission,
    classement,
    classees,
    nonClassees,
    grille: grille.grille,
    membres,
    decisions,
    enveloppes,
    demandes,
    demandeOf: (dossierId: string) => demandes.find((one) => one.dossierId === dossierId),
    decisionOf: (dossierId: string) => decisions.find((one) => one.dossierId === dossierId),
  };
}
