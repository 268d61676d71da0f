import type { Database, Portee, Tx } from '../../../platform/db/database.ts';
import type { Result } from '../../../values/result.ts';

/**
 * A transaction that a refusal ends: what was written before it is undone. For what does several acts of the engine in
 * a row, each of which may refuse.
 */
export async function allOrNothing<T, E>(
  db: Database,
  portee: Portee,
  work: (tx: Tx) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  try {
    return await db.transaction(portee, async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Undone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.result as Result<T, E>;
    throw error;
  }
}

/** Carries the refusal out of the transaction. */
class Undone extends Error {
  readonly result: Result<never, unknown>;

  constructor(result: Result<never, unknown>) {
    super('Refused: the transaction is undone');
    this.result = result;
  }
}
