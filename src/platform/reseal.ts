import { sql } from 'kysely';
import type { Database, Tx } from './db/database.ts';
import { makeSeal, type Seal } from './seal.ts';

/** A column whose values are sealed. Each module names its own; a test holds the list to the schema. */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  /** Of one uuid: what a row is found by. */
  readonly key: string;
  readonly purpose: string;
  /** True when the key of the row is the place that the seal is bound to. */
  readonly bound: boolean;
};

export type ResealReport = {
  readonly column: string;
  readonly resealed: number;
  readonly current: number;
  /** Opened by neither secret: lost, or altered. */
  readonly unreadable: number;
};

const BATCH = 200;

/**
 * Seals again, under the current secret, all that the previous one sealed. Done while the platform serves: a value
 * changed meanwhile is left to whoever changed it. Interrupted, it is run again.
 */
export async function resealAll(
  db: Database,
  columns: readonly SealedColumn[],
  secrets: { readonly current: string; readonly previous: string | undefined },
): Promise<readonly ResealReport[]> {
  const reports: ResealReport[] = [];
  for (const column of columns) {
    const seal = makeSeal(secrets.current, column.purpose, secrets.previous);
    const counts = { resealed: 0, current: 0, unreadable: 0 };
    let after = '00000000-0000-0000-0000-000000000000';
    for (let more = true; more; ) {
      const keys = await db.transaction({ systeme: true }, (tx) => resealBatch(tx, column, seal, after, counts));
      after = keys.at(-1) ?? after;
      more = keys.length === BATCH;
    }
    reports.push({ column: `${column.table}.${column.column}`, ...counts });
  }
  return reports;
}

/** @returns the keys looked at */
async function resealBatch(
  tx: Tx,
  { table, column, key, bound }: SealedColumn,
  seal: Seal,
  after: string,
  counts: { resealed: number; current: number; unreadable: number },
): Promise<readonly string[]> {
  const [from, at, by] = [sql.table(table), sql.ref(column), sql.ref(key)];
  const { rows } = await sql<{ key: string; sealed: Buffer }>`
    select ${by}::text as key, ${at} as sealed from ${from}
    where ${at} is not null and ${by} > ${after}::uuid order by ${by} limit ${BATCH}`.execute(tx);
  for (const row of rows) {
    if (seal.isCurrent(row.sealed)) {
      counts.current += 1;
      continue;
    }
    const place = bound ? row.key : '';
    const text = seal.open(row.sealed, place);
    if (text === undefined) {
      counts.unreadable += 1;
      continue;
    }
    const { numAffectedRows } = await sql`update ${from} set ${at} = ${seal.seal(text, place)}
      where ${by} = ${row.key}::uuid and ${at} = ${row.sealed}`.execute(tx);
    if (numAffectedRows === 1n) counts.resealed += 1;
    else counts.current += 1;
  }
  return rows.map((row) => row.key);
}
