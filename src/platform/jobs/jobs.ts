import { EventEmitter } from 'node:events';
import {
  type JobHelpers,
  type ParsedCronItem,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../log/logger.ts';
import type { Quiet } from '../quiet.ts';
import { releaseOrphans } from './orphans.ts';
import { keepPresence, type Presence } from './presence.ts';
import type { Recurrence, Task } from './task.ts';
import { logEvents, workerLogger } from './worker-log.ts';

export type JobsOptions = {
  /**
   * As the owner of the queue's tables, and directly: notifications and session locks do not pass through a pooler of
   * transactions.
   */
  readonly connectionString: string;
  readonly tasks: readonly Task<unknown>[];
  readonly recurrences?: readonly Recurrence[];
  /** How many jobs this process runs at the same time. */
  readonly concurrency: number;
  readonly logger: Logger;
  /** For jobs due later and retries, in milliseconds; a job due now is announced and does not wait. 2 000 by default. */
  readonly pollInterval?: number;
  /** `stop` waits this long for running jobs before their signal aborts, then as long again. 5 000 ms by default. */
  readonly patience?: number;
  /** Jobs go when no request is being answered, and at the latest five seconds after they were due. */
  readonly quiet?: Quiet;
};

export type Jobs = {
  start(): Promise<void>;
  /** Takes no more jobs, lets running ones finish; one that ignores its signal is given back and will run again. */
  stop(): Promise<void>;
  /** False before `start`, after `stop`, and while the queue cannot be read. */
  isAlive(): boolean;
  /** Jobs that used up their attempts and wait for a human. */
  failedJobs(): Promise<number>;
  /** Jobs that wait to run, retries included. */
  waitingJobs(): Promise<number>;
};

/** What runs the jobs queued by `enqueue`. Any number of processes may run them together. */
export function createJobs(options: JobsOptions): Jobs {
  const { logger, patience = 5_000 } = options;
  const running: Running = new Set();
  const taskList = taskListOf(options, running);
  const parsedCronItems = cronItemsOf(options);
  const events: WorkerEvents = new EventEmitter();
  logEvents(events, logger);
  const pool = openPool(options);
  let runner: Runner | undefined;
  let presence: Presence | undefined;
  let rounds: NodeJS.Timeout | undefined;
  let readable = false;
  events.on('worker:getJob:empty', () => {
    readable = true;
  });
  events.on('job:start', () => {
    readable = true;
  });
  events.on('worker:getJob:error', () => {
    readable = false;
  });

  const giveBackOrphans = async (): Promise<void> => {
    try {
      const dead = await releaseOrphans(pool);
      if (dead > 0) logger.warn({ dead }, 'jobs of dead workers were given back');
    } catch (error) {
      logger.warn({ err: error }, 'jobs of dead workers could not be looked for');
    }
  };

  return {
    async start() {
      if (runner) throw new Error('The jobs have already been started');
      const living = keepPresence(options.connectionString, logger);
      presence = living;
      await giveBackOrphans();
      runner = await run({
        pgPool: pool,
        taskList,
        parsedCronItems,
        events,
        concurrency: options.concurrency,
        pollInterval: options.pollInterval ?? 2_000,
        noHandleSignals: true,
        gracefulShutdownAbortTimeout: patience,
        logger: workerLogger(logger),
        preset: { plugins: [declareBeforeWork((workerId) => living.declare(workerId))] },
      });
      runner.promise
        .catch((error: unknown) => logger.error({ err: error }, 'the jobs stopped by accident'))
        .finally(() => {
          readable = false;
          runner = undefined;
        });
      rounds = setInterval(() => void giveBackOrphans(), ORPHANS_EVERY).unref();
    },

    async stop() {
      clearInterval(rounds);
      const limit = setTimeout(abandonAll, 2 * patience, running);
      await runner?.stop();
      clearTimeout(limit);
      await presence?.leave();
      await pool.end();
    },

    isAlive: () => readable,
    failedJobs: () => count(pool, 'attempts >= max_attempts and locked_at is null'),
    waitingJobs: () => count(pool, 'attempts < max_attempts and locked_at is null'),
  };
}

const ORPHANS_EVERY = 30_000;

/** How to give up each job that runs now. */
type Running = Set<(reason: Error) => void>;

function abandonAll(running: Running): void {
  for (const abandon of running) abandon(new Error('The server stopped before this job was done'));
}

function openPool({ connectionString, concurrency, logger }: JobsOptions): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: concurrency + 4, application_name: 'parvis-jobs' });
  const onError = (error: Error) => logger.warn({ err: error }, 'a connection of the jobs broke');
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

async function count(pool: pg.Pool, condition: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from graphile_worker.jobs where ${condition}`,
  );
  return rows[0]?.n ?? 0;
}

/** In milliseconds. */
const LATE = 5_000;

function taskListOf({ tasks, logger, quiet }: JobsOptions, running: Running): TaskList {
  const list = Object.fromEntries(
    tasks.map((task) => [
      task.name,
      async (payload: unknown, { job, abortSignal }: JobHelpers) => {
        const helpers = { logger: logger.child({ task: task.name, jobId: job.id }), signal: abortSignal };
        const { promise: abandoned, reject: abandon } = Promise.withResolvers<never>();
        running.add(abandon);
        try {
          await quiet?.reached(LATE - (Date.now() - job.run_at.getTime()));
          await Promise.race([task.run(task.parse(withoutSchedule(payload)), helpers), abandoned]);
        } finally {
          running.delete(abandon);
        }
      },
    ]),
  );
  if (Object.keys(list).length !== tasks.length) throw new Error('Two tasks have the same name');
  return list;
}

function cronItemsOf({ tasks, recurrences = [] }: JobsOptions): ParsedCronItem[] {
  const unknown = recurrences.find((recurrence) => !tasks.includes(recurrence.task));
  if (unknown) throw new Error(`The recurrent task ${unknown.task.name} is not among the tasks`);
  return parseCronItems(
    recurrences.map(({ task, at, catchUp }) => ({
      task: task.name,
      match: at,
      identifier: task.name,
      options: { backfillPeriod: catchUp?.total('milliseconds') ?? 0 },
    })),
  );
}

/** The queue adds `_cron` to the payload of a recurrent job; tasks do not know how they were called. */
function withoutSchedule(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('_cron' in payload)) return payload;
  const { _cron, ...rest } = payload;
  return rest;
}

function declareBeforeWork(declare: (workerId: string) => Promise<void>): GraphileConfig.Plugin {
  const declared = new Map<string, Promise<void>>();
  return {
    name: 'ParvisPresencePlugin',
    version: '1.0.0',
    worker: {
      hooks: {
        async startWorker(_context, { worker }) {
          const { id } = worker.workerPool;
          const known = declared.get(id) ?? declare(id);
          declared.set(id, known);
          await known;
        },
      },
    },
  };
}
