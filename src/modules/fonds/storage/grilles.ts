import type { Tx } from '../../../platform/db/database.ts';
import type { Grille } from '../domain/grille-evaluation.ts';
import { evaluation } from './tables-evaluation.ts';

export type VersionDeGrille = {
  readonly id: string;
  readonly sessionId: string;
  readonly version: number;
  readonly grille: Grille;
  readonly empreinte: Buffer;
};

const COLUMNS = ['id', 'session_id as sessionId', 'version', 'contenu as grille', 'empreinte'] as const;

/** The oldest first. */
export async function listGrilles(tx: Tx, sessionId: string): Promise<readonly VersionDeGrille[]> {
  return evaluation(tx)
    .selectFrom('grilles_evaluation')
    .where('session_id', '=', sessionId)
    .select(COLUMNS)
    .orderBy('version')
    .execute();
}

export async function findGrille(tx: Tx, id: string): Promise<VersionDeGrille | undefined> {
  return evaluation(tx).selectFrom('grilles_evaluation').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

export async function insertGrille(
  tx: Tx,
  one: VersionDeGrille & { readonly organisationId: string },
  at: Temporal.Instant,
): Promise<void> {
  await evaluation(tx)
    .insertInto('grilles_evaluation')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      session_id: one.sessionId,
      version: one.version,
      contenu: JSON.stringify(one.grille),
      empreinte: one.empreinte,
      created_at: at,
    })
    .execute();
}

/**
 * Assignments and rankings of a session take turns, until the transaction ends.
 * @returns the organisation that manages it; undefined when there is no such session
 */
export async function lockSession(tx: Tx, id: string): Promise<{ readonly organisationId: string } | undefined> {
  return evaluation(tx)
    .selectFrom('sessions_fonds')
    .where('id', '=', id)
    .select('organisation_id as organisationId')
    .forNoKeyUpdate()
    .executeTakeFirst();
}
