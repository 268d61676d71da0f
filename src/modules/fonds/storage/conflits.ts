import type { Tx } from '../../../platform/db/database.ts';
import type { CauseConflit } from '../domain/grille-evaluation.ts';
import { evaluation } from './tables-evaluation.ts';

export type Conflit = {
  readonly dossierId: string;
  readonly evaluateurId: string;
  readonly cause: CauseConflit;
  readonly motif: string;
  readonly declaredAt: Temporal.Instant;
};

/** @returns false when it was known already */
export async function insertConflit(
  tx: Tx,
  one: Conflit & { readonly id: string; readonly organisationId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await evaluation(tx)
    .insertInto('conflits_interets')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      dossier_id: one.dossierId,
      evaluateur_id: one.evaluateurId,
      cause: one.cause,
      motif: one.motif,
      declared_at: one.declaredAt,
    })
    .onConflict((conflict) => conflict.columns(['dossier_id', 'evaluateur_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Those of the requests of a session. */
export async function listConflits(tx: Tx, sessionId: string): Promise<readonly Conflit[]> {
  return evaluation(tx)
    .selectFrom('conflits_interets')
    .innerJoin('candidatures', 'candidatures.dossier_id', 'conflits_interets.dossier_id')
    .where('candidatures.session_id', '=', sessionId)
    .select([
      'conflits_interets.dossier_id as dossierId',
      'evaluateur_id as evaluateurId',
      'cause',
      'motif',
      'declared_at as declaredAt',
    ])
    .execute();
}

export async function findConflit(
  tx: Tx,
  { dossierId, evaluateurId }: Pick<Conflit, 'dossierId' | 'evaluateurId'>,
): Promise<Conflit | undefined> {
  return evaluation(tx)
    .selectFrom('conflits_interets')
    .where('dossier_id', '=', dossierId)
    .where('evaluateur_id', '=', evaluateurId)
    .select(['dossier_id as dossierId', 'evaluateur_id as evaluateurId', 'cause', 'motif', 'declared_at as declaredAt'])
    .executeTakeFirst();
}
