import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { prepared, statement } from '../db/prepared.ts';
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
  await addJob(tx, task.name, json, runAt?.toString() ?? null, key, maxAttempts, queue);
}

const addJob = prepared(
  'tache_ajout',
  (
    _,
    name: string,
    payload: string,
    runAt: string | null,
    key: string | null,
    maxAttempts: number | null,
    queue: string | null,
  ) =>
    statement(sql`select enqueue_job(
      ${name}, ${payload}::json, ${runAt}::timestamptz, ${key}, ${maxAttempts}::int, ${queue})`),
);
