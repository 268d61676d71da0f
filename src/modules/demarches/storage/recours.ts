import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { IssueDeRecours, Recours } from '../domain/recours.ts';
import { demarches } from './tables.ts';

/** The last one first: a dossier may be refused, reopened and refused again. */
export async function listRecours(tx: Tx, dossierId: string): Promise<readonly Recours[]> {
  return demarches(tx)
    .selectFrom('recours')
    .where('dossier_id', '=', dossierId)
    .select([
      'decision_id as decisionId',
      'message_id as messageId',
      'reponse_id as reponseId',
      'recu_le as recuLe',
      'reponse_avant as reponseAvant',
      'issue',
      'rejet_implicite_le as rejetImpliciteLe',
      'repondu_le as reponduLe',
    ])
    .orderBy('recu_le', 'desc')
    .orderBy('message_id', 'desc')
    .execute();
}

export async function insertRecours(
  tx: Tx,
  dossierId: string,
  recours: Pick<Recours, 'decisionId' | 'messageId' | 'recuLe' | 'reponseAvant'>,
): Promise<void> {
  await demarches(tx)
    .insertInto('recours')
    .values({
      decision_id: recours.decisionId,
      dossier_id: dossierId,
      message_id: recours.messageId,
      recu_le: recours.recuLe,
      reponse_avant: recours.reponseAvant,
    })
    .execute();
}

export async function saveReponseAuRecours(
  tx: Tx,
  decisionId: string,
  {
    issue,
    reponseId,
    reponduLe,
  }: { readonly issue: IssueDeRecours; readonly reponseId: string; readonly reponduLe: Jour },
): Promise<void> {
  await demarches(tx)
    .updateTable('recours')
    .set({ issue, reponse_id: reponseId, repondu_le: reponduLe })
    .where('decision_id', '=', decisionId)
    .execute();
}

/** That silence rejected it: on the last day to answer. */
export async function saveRejetImplicite(
  tx: Tx,
  { decisionId, reponseAvant }: Pick<Recours, 'decisionId' | 'reponseAvant'>,
): Promise<void> {
  await demarches(tx)
    .updateTable('recours')
    .set({ rejet_implicite_le: reponseAvant })
    .where('decision_id', '=', decisionId)
    .execute();
}

export type RecoursSansReponse = { readonly decisionId: string; readonly dossierId: string };

/** Those that silence rejected before this day, and that do not say it yet, over all organisations. */
export async function listRejetsAEcrire(
  tx: Tx,
  aujourdhui: Jour,
  after: string,
  limit: number,
): Promise<readonly RecoursSansReponse[]> {
  return demarches(tx)
    .selectFrom('recours')
    .where('reponse_avant', '<', aujourdhui)
    .where('issue', 'is', null)
    .where('rejet_implicite_le', 'is', null)
    .where('decision_id', '>', after)
    .select(['decision_id as decisionId', 'dossier_id as dossierId'])
    .orderBy('decision_id')
    .limit(limit)
    .execute();
}
