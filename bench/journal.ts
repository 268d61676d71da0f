import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrationFolders } from '../src/migrations.ts';
import { append, audit, consistencyProofBetween, inclusionProofOf, openJournal } from '../src/modules/journal/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { type Database, openDatabase } from '../src/platform/db/database.ts';
import { startEmbeddedPostgres } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { migrateJobs } from '../src/platform/jobs/migrate.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { systemRandom } from '../src/platform/random.ts';
import type { Report } from './support/report.ts';

const SMALL = 1_000;
const LARGE = 1_000_000;
const ORGANISATION = '018f0000-0000-7000-8000-00000000000a';

/**
 * The journal at a thousand and at a million entries, on a real PostgreSQL that does wait for its disk: proofs must
 * grow as the logarithm of the journal, and an append must not grow at all.
 */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-bench-journal-'));
  const server = await startEmbeddedPostgres({ folder, database: 'bench' });
  const owner = new pg.Pool({ connectionString: server.ownerUrl, max: 2 });
  await migrate(server.ownerUrl, migrationFolders, migrateJobs);
  const db = openDatabase({ url: server.appUrl, poolSize: 16 });
  try {
    const journal = await openJournal({
      db,
      clock: systemClock,
      random: systemRandom,
      logger: createLogger({ level: 'warn', format: 'pretty' }),
      origin: 'https://parvis.exemple',
      keyFile: join(folder, 'journal.pem'),
    });
    await load(owner, SMALL);
    await journal.settle();
    const small = await measure(db, journal.settle, SMALL);
    const { rows } = await owner.query<{ count: string }>('select count(*) as count from journal_leaves');
    await load(owner, LARGE - Number(rows[0]?.count));
    const integration = await timed(journal.settle);
    // What a database of this size has long had: statistics, and no checkpoint of the load in progress.
    await owner.query('vacuum analyze');
    await owner.query('checkpoint');
    const large = await measure(db, journal.settle, LARGE);
    const audited = await timed(() => audit(db));
    if (!audited.result.ok) throw new Error(audited.result.broken.reason);

    for (const [size, at] of [
      [SMALL, small],
      [LARGE, large],
    ] as const) {
      report({ what: `proof of inclusion at ${size} entries`, value: at.proof, unit: 'ms' });
      report({ what: `proof of consistency at ${size} entries`, value: at.consistency, unit: 'ms' });
      report({
        what: `hashes of a proof at ${size} entries`,
        value: at.hashes,
        unit: 'hashes',
        limit: Math.ceil(Math.log2(size)) + 1,
      });
      report({ what: `append (one transaction) at ${size} entries`, value: at.append, unit: 'ms' });
      report({ what: `append and settle at ${size} entries`, value: at.appendAndSettle, unit: 'ms' });
      report({ what: `appends at once (16 connections) at ${size} entries`, value: at.throughput, unit: 'per second' });
    }
    const logarithm = Math.log2(LARGE) / Math.log2(SMALL);
    report({
      what: 'hashes of a proof, a million to a thousand',
      value: large.hashes / small.hashes,
      unit: '×',
      limit: logarithm * 1.1,
    });
    report({
      what: 'time of a proof, a million to a thousand',
      value: large.proof / small.proof,
      unit: '×',
      limit: logarithm * 1.5,
    });
    report({
      what: 'time of an append, a million to a thousand',
      value: large.append / small.append,
      unit: '×',
      limit: 1.5,
    });
    report({ what: 'integration of a backlog', value: LARGE / (integration.ms / 1000), unit: 'entries per second' });
    report({ what: 'audit', value: LARGE / (audited.ms / 1000), unit: 'entries per second' });
  } finally {
    await db.close();
    await owner.end();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** Entries as `append` writes them, made by PostgreSQL itself. */
async function load(owner: pg.Pool, count: number): Promise<void> {
  await owner.query(
    `insert into journal_entries (id, canonical)
     select id, '{"acteur":{"id":"bench","type":"systeme"},"at":"2026-11-24T09:00:00.000Z","contenu":{"rang":' || rang
       || '},"id":"' || id || '","organisation":"${ORGANISATION}","sujet":{"id":"dossier-' || rang % 100000
       || '","type":"dossier"},"type":"dossier.depose"}'
     from (select uuidv7() as id, rang from generate_series(1, $1) rang) as made`,
    [count],
  );
}

async function measure(db: Database, settle: () => Promise<void>, size: number) {
  const proof = await median(200, (i) =>
    db.transaction({ public: true }, (tx) => inclusionProofOf(tx, position(i, size), size)),
  );
  const consistency = await median(200, (i) =>
    db.transaction({ public: true }, (tx) => consistencyProofBetween(tx, 1 + position(i, size), size)),
  );
  const longest = await db.transaction({ public: true }, (tx) => inclusionProofOf(tx, 0, size));
  const oneAppend = () => db.transaction({ organisation: ORGANISATION }, (tx) => append(tx, services, FACT));
  const appended = await median(200, oneAppend);
  const appendedAndSettled = await median(100, async () => {
    await oneAppend();
    await settle();
  });
  const many = await timed(() =>
    Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let i = 0; i < 50; i++) await oneAppend();
      }),
    ),
  );
  await settle();
  return {
    proof,
    consistency,
    hashes: longest.length,
    append: appended,
    appendAndSettle: appendedAndSettled,
    throughput: 800 / (many.ms / 1000),
  };
}

const services = { clock: systemClock, random: systemRandom };
const FACT = {
  acteur: { type: 'agent', id: 'bench' },
  organisation: ORGANISATION,
  sujet: { type: 'dossier', id: 'dossier-bench' },
  type: 'dossier.consulte',
  contenu: { motif: 'mesure' },
} as const;

/** Spread over the journal, the same at each run. */
function position(i: number, size: number): number {
  return (i * 7919 + 13) % (size - 1);
}

async function median(times: number, work: (i: number) => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 20; i++) await work(i);
  const durations: number[] = [];
  for (let i = 0; i < times; i++) durations.push((await timed(() => work(i + 20))).ms);
  return durations.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}
