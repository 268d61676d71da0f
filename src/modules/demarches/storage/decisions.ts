import type { Tx } from '../../../platform/db/database.ts';
import type { Verdict } from '../domain/definition.ts';
import { demarches } from './tables.ts';

export type Decision = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly motif: string;
  readonly auteurNom: string;
  readonly lettrePieceId: string | null;
  readonly decidedAt: Temporal.Instant;
};

export async function insertDecision(
  tx: Tx,
  dossierId: string,
  decision: Omit<Decision, 'lettrePieceId'> & { readonly auteurId: string | null },
): Promise<void> {
  await demarches(tx)
    .insertInto('decisions')
    .values({
      id: decision.id,
      dossier_id: dossierId,
      verdict: decision.verdict,
      motif: decision.motif,
      auteur_id: decision.auteurId,
      auteur_nom: decision.auteurNom,
      lettre_piece_id: null,
      decided_at: decision.decidedAt,
    })
    .execute();
}

/** The decision in force; an earlier one that was reopened stays in the history. */
export async function findLastDecision(tx: Tx, dossierId: string): Promise<Decision | undefined> {
  return decisionsOf(tx, dossierId).orderBy('decided_at', 'desc').limit(1).executeTakeFirst();
}

/** Every decision, those that were reopened too, the first one first. */
export async function listDecisions(tx: Tx, dossierId: string): Promise<readonly Decision[]> {
  return decisionsOf(tx, dossierId).orderBy('decided_at').execute();
}

function decisionsOf(tx: Tx, dossierId: string) {
  return demarches(tx)
    .selectFrom('decisions')
    .where('dossier_id', '=', dossierId)
    .select([
      'id',
      'verdict',
      'motif',
      'auteur_nom as auteurNom',
      'lettre_piece_id as lettrePieceId',
      'decided_at as decidedAt',
    ]);
}

export async function attachLetter(tx: Tx, decisionId: string, pieceId: string): Promise<void> {
  await demarches(tx)
    .updateTable('decisions')
    .set({ lettre_piece_id: pieceId })
    .where('id', '=', decisionId)
    .where('lettre_piece_id', 'is', null)
    .execute();
}
