import type { Logger } from '../log/logger.ts';

export type TaskHelpers = {
  /** Already says which task and which job. */
  readonly logger: Logger;
  /** Aborts when the server stops and no longer waits: pass it on to fetch, streams… and leave things resumable. */
  readonly signal: AbortSignal;
};

/**
 * A kind of work done outside a request. It runs **at least** once: a server that dies in the middle runs it again, so
 * `run` must come to the same when repeated. The payload holds ids, never personal data: it is read when it runs.
 */
export type Task<Payload> = {
  /** Kebab case, e.g. `send-accuse`. Renaming it orphans the jobs that wait under the old name. */
  readonly name: string;
  /** Reads what was queued, maybe by an older version. Throws when it cannot. */
  parse(payload: unknown): Payload;
  run(payload: Payload, helpers: TaskHelpers): Promise<void>;
};

/** A task that runs by the calendar. It is queued once, however many servers there are. */
export type Recurrence = {
  readonly task: Task<unknown>;
  /** Crontab of five fields, in UTC: `15 3 * * *` is every night at 3:15 UTC. */
  readonly at: string;
  /** Runs missed while no server was up, at most this long ago, are caught up. None by default. */
  readonly catchUp?: Temporal.Duration;
};
