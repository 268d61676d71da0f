import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Task } from './task.ts';

export type EnqueueOptions = {
  /** Not before then. Now by default. */
  readonly runAt?: Temporal.Instant;
  /** One waiting job a key: a second one replaces the first. */
  readonly key?: string;
  /** 25 by default: about three days, each wait longer than the last. */
  readonly maxAttempts?: number;
  /** Jobs of one queue run one after the other, over all servers. A fixed name, not one a dossier. */
  readonly queue?: string;
};

/**
 * Queues a job in the transaction of the change it follows from: committed together or not at all.
 *
 * @throws whatever `task.parse` throws, when the task could not read this payload: at once, not in the night.
 */
export async function enqueue<Payload>(
  tx: Tx,
  task: Pick<Task<Payload>, 'name' | 'parse'>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const json = JSON.stringify(payload) ?? 'null';
  task.parse(JSON.parse(json));
  const { runAt, key = null, maxAttempts = null, queue = null } = options;
  await sql`select enqueue_job(
    ${task.name}, ${json}::json, ${runAt?.toString() ?? null}::timestamptz, ${key}, ${maxAttempts}::int, ${queue}
  )`.execute(tx);
}
