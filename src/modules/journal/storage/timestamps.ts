import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { type JournalTables, journalTables } from './tables.ts';

export type StoredTimestamp = {
  readonly size: number;
  readonly genTime: Temporal.Instant;
  readonly token: Uint8Array;
  readonly receivedAt: Temporal.Instant;
};

export async function insertTimestamp(tx: Tx, { size, genTime, token, receivedAt }: StoredTimestamp): Promise<void> {
  await journalTables(tx)
    .insertInto('journal_timestamps')
    .values({ size, gen_time: genTime, token: Buffer.from(token), received_at: receivedAt })
    .onConflict((conflict) => conflict.column('size').doNothing())
    .execute();
}

/** That of the largest head that has one. */
export async function selectLatestTimestamp(tx: Tx): Promise<StoredTimestamp | undefined> {
  const row = await journalTables(tx)
    .selectFrom('journal_timestamps')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && readTimestamp(row);
}

/** Tokens of these heads. */
export async function selectTimestamps(tx: Tx, sizes: readonly number[]): Promise<StoredTimestamp[]> {
  if (sizes.length === 0) return [];
  const rows = await journalTables(tx)
    .selectFrom('journal_timestamps')
    .selectAll()
    .where('size', 'in', sizes)
    .execute();
  return rows.map(readTimestamp);
}

function readTimestamp(row: Selectable<JournalTables['journal_timestamps']>): StoredTimestamp {
  return { size: row.size, genTime: row.gen_time, token: row.token, receivedAt: row.received_at };
}
