import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts';
import { createLogger } from '../log/logger.ts';
import { createQuiet } from '../quiet.ts';
import { type EnqueueOptions, enqueue } from './enqueue.ts';
import { createJobs, type Jobs, type JobsOptions } from './jobs.ts';
import { releaseOrphans } from './orphans.ts';
import type { Task, TaskHelpers } from './task.ts';

type Note = { readonly id: number };

let base: TestDatabase;
let started: Jobs[];
let log: string[];

beforeEach(async () => {
  base = await createTestDatabase();
  started = [];
  log = [];
});
afterEach(async () => {
  await Promise.all(started.map((jobs) => jobs.stop()));
  await base.close();
});

describe('a job', () => {
  test('runs when its transaction is committed, never when it is rolled back', async () => {
    const ran: number[] = [];
    const task = noteTask(async ({ id }) => void ran.push(id));
    await start({ tasks: [task] });
    const failing = base.db.transaction({ systeme: true }, async (tx) => {
      await enqueue(tx, task, { id: 1 });
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    await queue(task, { id: 2 });
    await eventually(() => expect(ran).toEqual([2]));
    await eventually(async () => expect(await rows()).toEqual([]));
  });

  test('is announced: it does not wait for the next poll', async () => {
    const done = Promise.withResolvers<void>();
    const task = noteTask(async () => done.resolve());
    await start({ tasks: [task], pollInterval: 60_000 });
    await setTimeout(200);
    const before = performance.now();
    await queue(task, { id: 1 });
    await done.promise;
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test('runs once under two workers', async () => {
    const ran: number[] = [];
    const task = noteTask(async ({ id }) => {
      await setTimeout(5);
      ran.push(id);
    });
    await start({ tasks: [task], concurrency: 4 });
    await start({ tasks: [task], concurrency: 4 });
    const ids = Array.from({ length: 100 }, (_, id) => id);
    await base.db.transaction({ systeme: true }, async (tx) => {
      for (const id of ids) await enqueue(tx, task, { id });
    });
    await eventually(async () => expect(await rows()).toEqual([]));
    expect(ran.toSorted((a, b) => a - b)).toEqual(ids);
  });

  test('is tried again later when it fails, with what was queued', async () => {
    const attempts: number[] = [];
    const task = noteTask(async ({ id }) => {
      attempts.push(id);
      if (attempts.length === 1) throw new Error('SMTP of Maïwenn is down');
    });
    const jobs = await start({ tasks: [task] });
    await queue(task, { id: 7 });
    await eventually(async () => expect((await rows())[0]).toMatchObject({ attempts: 1, locked_at: null }));
    const [job] = await rows();
    expect(job?.wait).toBeGreaterThan(1);
    expect(job?.wait).toBeLessThan(4);
    expect(await jobs.waitingJobs()).toBe(1);
    expect(await jobs.failedJobs()).toBe(0);
    await base.owner.query(`update graphile_worker._private_jobs set run_at = now()`);
    await eventually(async () => expect(await rows()).toEqual([]));
    expect(attempts).toEqual([7, 7]);
    expect(log.join('')).toContain('job failed, it will be tried again');
    expect(log.join('')).not.toContain('Maïwenn');
  });

  test('that used up its attempts stays, and is counted', async () => {
    const task = noteTask(async () => {
      throw new Error('never works');
    });
    const jobs = await start({ tasks: [task] });
    await queue(task, { id: 1 }, { maxAttempts: 1 });
    await eventually(async () => expect(await jobs.failedJobs()).toBe(1));
    expect(await jobs.waitingJobs()).toBe(0);
    expect(log.filter((line) => line.includes('job failed for good'))).toHaveLength(1);
  });

  test('with a key replaces the one that waits; with a date it waits for it', async () => {
    const ran: number[] = [];
    const task = noteTask(async ({ id }) => void ran.push(id));
    const runAt = Temporal.Now.instant().add({ hours: 1 });
    await queue(task, { id: 1 }, { key: 'relance', runAt });
    await queue(task, { id: 2 }, { key: 'relance', runAt });
    await start({ tasks: [task] });
    await queue(task, { id: 3 });
    await eventually(() => expect(ran).toEqual([3]));
    await eventually(async () => expect(await rows()).toHaveLength(1));
    const [job] = await rows();
    expect(job?.payload).toEqual({ id: 2 });
    expect(job?.wait).toBeGreaterThan(3_590);
  });

  test('of a queue waits for the one before it, over all workers', async () => {
    let running = 0;
    const together: number[] = [];
    const task = noteTask(async () => {
      together.push(++running);
      await setTimeout(20);
      running--;
    });
    await start({ tasks: [task], concurrency: 3 });
    await start({ tasks: [task], concurrency: 3 });
    for (let id = 0; id < 6; id++) await queue(task, { id }, { queue: 'journal' });
    await eventually(() => expect(together).toHaveLength(6));
    expect(together).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('lets a request that is being answered go first, and not for ever', async () => {
    const ran: number[] = [];
    const task = noteTask(async ({ id }) => void ran.push(id));
    const quiet = createQuiet();
    await start({ tasks: [task], quiet });
    const end = quiet.begin();
    await queue(task, { id: 1 });
    await eventually(async () => expect((await rows())[0]?.locked_at).toBeTruthy());
    await setTimeout(300);
    expect(ran).toEqual([]);
    end();
    await eventually(() => expect(ran).toEqual([1]));
    quiet.begin();
    await queue(task, { id: 2 }, { runAt: Temporal.Now.instant().subtract({ minutes: 1 }) });
    await eventually(() => expect(ran).toEqual([1, 2]));
  });

  test('that its task cannot read is refused when it is queued', async () => {
    const task = noteTask(async () => undefined);
    await expect(queue(task, { id: 'Maïwenn' } as unknown as Note)).rejects.toThrow('id is not a number');
    expect(await rows()).toEqual([]);
  });
});

test('the application’s role reaches the queue by no other way', async () => {
  const attempts = [
    sql`select * from graphile_worker.jobs`,
    sql`select graphile_worker.add_job('note', '{}')`,
    sql`insert into graphile_worker._private_tasks (identifier) values ('x')`,
  ];
  for (const statement of attempts) {
    const attempt = base.db.transaction({ systeme: true }, (tx) => statement.execute(tx));
    await expect(attempt).rejects.toThrow(/permission denied/);
  }
});

describe('stop', () => {
  test('lets the running job finish, and takes no other', async () => {
    const begun = Promise.withResolvers<void>();
    const finished: number[] = [];
    const task = noteTask(async ({ id }, { signal }) => {
      begun.resolve();
      await setTimeout(300);
      if (!signal.aborted) finished.push(id);
    });
    const jobs = await start({ tasks: [task], concurrency: 1 });
    await queue(task, { id: 1 });
    await queue(task, { id: 2 });
    await begun.promise;
    await stop(jobs);
    expect(finished).toEqual([1]);
    expect((await rows()).map((job) => job.payload)).toEqual([{ id: 2 }]);
    expect(jobs.isAlive()).toBe(false);
  });

  test('aborts the signal of a job that takes too long', async () => {
    const begun = Promise.withResolvers<void>();
    const task = noteTask(async (_note, { signal }) => {
      begun.resolve();
      await setTimeout(60_000, undefined, { signal });
    });
    const jobs = await start({ tasks: [task], patience: 100 });
    await queue(task, { id: 1 });
    await begun.promise;
    await stop(jobs);
    expect((await rows())[0]).toMatchObject({ attempts: 1, locked_at: null });
  });

  test('gives back a job that ignores its signal', async () => {
    const begun = Promise.withResolvers<void>();
    const never = Promise.withResolvers<void>();
    const task = noteTask(async () => {
      begun.resolve();
      await never.promise;
    });
    const jobs = await start({ tasks: [task], patience: 100 });
    await queue(task, { id: 1 });
    await begun.promise;
    const before = performance.now();
    await stop(jobs);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect((await rows())[0]).toMatchObject({ attempts: 1, locked_at: null });
    never.resolve();
    await setTimeout(50);
    expect(await rows()).toHaveLength(1); // What ends too late changes nothing.
  });
});

describe('a worker that is killed', () => {
  test('gives back its job as soon as another starts, and not before it is dead', async () => {
    const ran: number[] = [];
    const task = noteTask(async ({ id }) => void ran.push(id));
    const victim = await startVictim();
    await queue(task, { id: 1 });
    await once(victim.stdout ?? victim, 'data');
    expect(await releaseOrphans(base.owner)).toBe(0);
    expect((await rows())[0]?.locked_at).not.toBeNull();
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    await start({ tasks: [task] });
    await eventually(() => expect(ran).toEqual([1]));
  });
});

describe('a recurrent task', () => {
  test('catches up the runs that were missed, once however many workers there are', async () => {
    const payloads: unknown[] = [];
    const task: Task<unknown> = {
      name: 'balayer',
      parse: (payload) => payload,
      run: async (payload) => void payloads.push(payload),
    };
    await base.owner.query(
      `insert into graphile_worker._private_known_crontabs values ('balayer', now() - interval '1 day', now() - interval '5 minutes')`,
    );
    const recurrences = [{ task, at: '* * * * *', catchUp: Temporal.Duration.from({ minutes: 3 }) }];
    await start({ tasks: [task], recurrences });
    await start({ tasks: [task], recurrences });
    await eventually(() => expect(payloads.length).toBeGreaterThanOrEqual(3));
    await setTimeout(300);
    expect(payloads.length).toBeLessThanOrEqual(4); // The minute may turn during the test.
    expect(payloads).toEqual(payloads.map(() => ({})));
  });

  test('must be among the tasks', () => {
    const task = noteTask(async () => undefined);
    expect(() => createJobs({ ...defaults(), tasks: [], recurrences: [{ task, at: '* * * * *' }] })).toThrow('note');
  });
});

describe('isAlive', () => {
  test('follows the start, the loss of the database and its return', async () => {
    const ran: number[] = [];
    const task = noteTask(async ({ id }) => void ran.push(id));
    const jobs = createJobs({ ...defaults(), tasks: [task] });
    expect(jobs.isAlive()).toBe(false);
    await jobs.start();
    started.push(jobs);
    await eventually(() => expect(jobs.isAlive()).toBe(true));
    await allowConnections(false);
    await eventually(() => expect(jobs.isAlive()).toBe(false));
    await allowConnections(true);
    await eventually(() => expect(jobs.isAlive()).toBe(true));
    await queue(task, { id: 1 });
    await eventually(() => expect(ran).toEqual([1]));
  });
});

/** Machines that run tests are slow at times. */
function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 10_000 });
}

function noteTask(run: (note: Note, helpers: TaskHelpers) => Promise<void>): Task<Note> {
  return {
    name: 'note',
    parse(payload) {
      const { id } = payload as { id: unknown };
      if (typeof id !== 'number') throw new TypeError('id is not a number');
      return { id };
    },
    run,
  };
}

function defaults(): JobsOptions {
  const destination = { write: (line: string) => void log.push(line) };
  const logger = createLogger({ level: 'info', format: 'json', destination });
  return { connectionString: base.ownerUrl, tasks: [], concurrency: 2, logger, pollInterval: 100 };
}

async function start(options: Partial<JobsOptions>): Promise<Jobs> {
  const jobs = createJobs({ ...defaults(), ...options });
  await jobs.start();
  started.push(jobs);
  return jobs;
}

async function stop(jobs: Jobs): Promise<void> {
  started = started.filter((other) => other !== jobs);
  await jobs.stop();
}

function queue(task: Task<Note>, note: Note, options: EnqueueOptions = {}): Promise<void> {
  return base.db.transaction({ systeme: true }, (tx) => enqueue(tx, task, note, options));
}

type JobRow = { payload: unknown; attempts: number; locked_at: Date | null; wait: number };

async function rows(): Promise<JobRow[]> {
  const result = await base.owner.query<JobRow>(
    `select payload, attempts, locked_at, extract(epoch from run_at - updated_at)::float as wait
     from graphile_worker._private_jobs order by id`,
  );
  return result.rows;
}

/** Another process, whose job never ends. It says when the job has begun. */
async function startVictim(): Promise<ChildProcess> {
  const script = `
    import { createJobs } from '${join(import.meta.dirname, 'jobs.ts')}';
    import { createLogger } from '${join(import.meta.dirname, '../log/logger.ts')}';
    const run = async () => { process.stdout.write('begun'); await new Promise(() => setInterval(() => {}, 1000)); };
    const tasks = [{ name: 'note', parse: (payload) => payload, run }];
    const logger = createLogger({ level: 'silent', format: 'json' });
    await createJobs({ connectionString: process.env.JOBS_URL, tasks, concurrency: 1, logger }).start();`;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, JOBS_URL: base.ownerUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function allowConnections(allowed: boolean): Promise<void> {
  const url = new URL(base.ownerUrl);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`alter database ${name} allow_connections ${allowed}`);
  if (!allowed) await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await client.end();
}
