import { sql } from 'kysely';
import type { FichierTenu } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { StatutCommission } from '../domain/commission.ts';
import { evaluation } from './tables-evaluation.ts';

export type Commission = {
  readonly id: string;
  readonly organisationId: string;
  readonly sessionId: string;
  readonly classementId: string;
  readonly nom: string;
  readonly tenueLe: Jour;
  readonly quorum: number;
  readonly statut: StatutCommission;
  readonly closedAt: Temporal.Instant | null;
  /** In whose name its decisions are carried out; null while it sits. */
  readonly clotureParId: string | null;
  /** Of its minutes, kept when it closed. */
  readonly procesVerbalSha256: string | null;
};

export type MembreDeCommission = {
  readonly rang: number;
  readonly nom: string;
  readonly qualite: string | null;
  readonly present: boolean;
};

const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'session_id as sessionId',
  'classement_id as classementId',
  'nom',
  'tenue_le as tenueLe',
  'quorum',
  'statut',
  'closed_at as closedAt',
  'cloture_par as clotureParId',
  'proces_verbal_sha256 as procesVerbalSha256',
] as const;

/** @returns false when this form was already received */
export async function insertCommission(
  tx: Tx,
  one: Omit<Commission, 'statut' | 'closedAt' | 'clotureParId' | 'procesVerbalSha256'> & { readonly cle: string },
  at: Temporal.Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await evaluation(tx)
    .insertInto('commissions')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      session_id: one.sessionId,
      classement_id: one.classementId,
      cle: one.cle,
      nom: one.nom,
      tenue_le: one.tenueLe,
      quorum: one.quorum,
      statut: 'ouverte',
      created_at: at,
      closed_at: null,
      cloture_par: null,
      proces_verbal_sha256: null,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'cle']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findCommissionByCle(tx: Tx, organisationId: string, cle: string): Promise<string | undefined> {
  const row = await evaluation(tx)
    .selectFrom('commissions')
    .where('organisation_id', '=', organisationId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

export async function insertMembres(
  tx: Tx,
  { id, organisationId }: Pick<Commission, 'id' | 'organisationId'>,
  membres: readonly Pick<MembreDeCommission, 'nom' | 'qualite'>[],
): Promise<void> {
  await evaluation(tx)
    .insertInto('commission_membres')
    .values(
      membres.map(({ nom, qualite }, index) => ({
        commission_id: id,
        organisation_id: organisationId,
        rang: index + 1,
        nom,
        qualite,
        present: false,
      })),
    )
    .execute();
}

export async function findCommission(tx: Tx, id: string): Promise<Commission | undefined> {
  return evaluation(tx).selectFrom('commissions').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** Held until the transaction ends: decisions and the closing take turns. */
export async function lockCommission(tx: Tx, id: string): Promise<Commission | undefined> {
  return evaluation(tx).selectFrom('commissions').where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

/** From here on its decisions do not change: they are carried out, in the name of this person. */
export async function saveCloture(tx: Tx, id: string, clotureParId: string): Promise<void> {
  await evaluation(tx)
    .updateTable('commissions')
    .set({ statut: 'en_cloture', cloture_par: clotureParId })
    .where('id', '=', id)
    .execute();
}

export async function saveClose(
  tx: Tx,
  id: string,
  { closedAt, procesVerbalSha256 }: { readonly closedAt: Temporal.Instant; readonly procesVerbalSha256: string },
): Promise<void> {
  await evaluation(tx)
    .updateTable('commissions')
    .set({ statut: 'close', closed_at: closedAt, proces_verbal_sha256: procesVerbalSha256 })
    .where('id', '=', id)
    .execute();
}

/** True when this file is the minutes of some committee of any fund. */
export const isProcesVerbal: FichierTenu = async (tx, sha256) => {
  const query = evaluation(tx)
    .selectFrom('commissions')
    .where('proces_verbal_sha256', '=', sha256)
    .select('id')
    .limit(1);
  return (await query.executeTakeFirst()) !== undefined;
};

/** In the order of the form that named them. */
export async function listMembres(tx: Tx, commissionId: string): Promise<readonly MembreDeCommission[]> {
  return evaluation(tx)
    .selectFrom('commission_membres')
    .where('commission_id', '=', commissionId)
    .select(['rang', 'nom', 'qualite', 'present'])
    .orderBy('rang')
    .execute();
}

export async function savePresents(tx: Tx, commissionId: string, presents: readonly number[]): Promise<void> {
  await evaluation(tx)
    .updateTable('commission_membres')
    .set({ present: sql<boolean>`rang = any(${[...presents]}::smallint[])` })
    .where('commission_id', '=', commissionId)
    .execute();
}

export type CommissionListee = Pick<Commission, 'id' | 'nom' | 'tenueLe' | 'statut'>;

/** The latest first. */
export async function listCommissions(tx: Tx, sessionId: string): Promise<readonly CommissionListee[]> {
  return evaluation(tx)
    .selectFrom('commissions')
    .where('session_id', '=', sessionId)
    .select(['id', 'nom', 'tenue_le as tenueLe', 'statut'])
    .orderBy('tenue_le', 'desc')
    .orderBy('created_at', 'desc')
    .execute();
}

export type Scenario = { readonly nom: string; readonly parametres: string };

/** @returns false when the committee has one of this name */
export async function insertScenario(
  tx: Tx,
  one: Scenario & { readonly id: string; readonly organisationId: string; readonly commissionId: string },
  at: Temporal.Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await evaluation(tx)
    .insertInto('commission_scenarios')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      commission_id: one.commissionId,
      nom: one.nom,
      parametres: one.parametres,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['commission_id', 'nom']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function listScenarios(tx: Tx, commissionId: string): Promise<readonly Scenario[]> {
  return evaluation(tx)
    .selectFrom('commission_scenarios')
    .where('commission_id', '=', commissionId)
    .select(['nom', 'parametres'])
    .orderBy('created_at')
    .execute();
}
