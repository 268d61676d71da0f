import type { Database, Tx } from './database.ts';

const PAGE = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * What a job has to do over all organisations, in the order of an id. Each page is read in a transaction of its own, so
 * that the work on its rows may take as long as it wants.
 *
 * @param list the rows after that id, in its order, as many as the limit says at most
 * @param idOf the id by which a row is ordered
 */
export async function* eachByPages<Row>(
  db: Database,
  list: (tx: Tx, after: string, limit: number) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): AsyncGenerator<Row> {
  for (let after = FIRST; ; ) {
    const from = after;
    const rows = await db.read({ systeme: true }, (tx) => list(tx, from, PAGE));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = idOf(last);
  }
}
