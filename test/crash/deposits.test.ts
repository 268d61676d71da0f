import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyReceipt } from '../../src/modules/journal/domain/receipt-verify.ts';
import { audit, type Receipt } from '../../src/modules/journal/index.ts';
import { ROOT } from '../../src/platform/root.ts';
import { beginCantine, dossierOf, fillCantine } from '../support/cantine.ts';
import { type Brouillon, copyDraft } from '../support/drafts.ts';
import { startParvis } from '../support/running-parvis.ts';
import { createVisitor } from '../support/visitor.ts';
import { createDepositor, type Depot } from './support/depositor.ts';
import { type MailSink, openMailSink } from './support/mail-sink.ts';
import { type Kill, planKills } from './support/plan.ts';
import { type Cluster, startCluster } from './support/postgres.ts';
import { readTraces, stateOf } from './support/traces.ts';
import { spawnVictim, type Victim } from './support/victim.ts';

/**
 * « Killed before the commit, nothing happened; after it, everything did » (submitDossier). Usagers deposit in a loop
 * through HTTP, the server is killed in the middle and started again, fifty times: nothing acknowledged is lost,
 * nothing is doubled, nothing is half done, and every receipt stands.
 */
const KILLS = 50;
const CONNECTIONS = 6;
const DRAFTS = 120;
/** Fifty starts take half a minute, or much longer when the machine has other work. */
const PATIENCE_MS = 300_000;
const SECRET = 'un-secret-pour-ce-seul-essai-sans-valeur';
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

let folder: string;
let cluster: Cluster;
let sink: MailSink;
let port: number;
let victim: Victim | undefined;
let draft: string;
let keyId: string;
const brouillons: Brouillon[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-crash-'));
  await chmod(folder, 0o711); // Started as root, PostgreSQL runs as another user, who must be able to come in.
  cluster = await startCluster(join(folder, 'postgres'));
  sink = await openMailSink();
  await mkdir(join(folder, 'data'));
  const parvis = await startParvis({
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    DATA_DIR: join(folder, 'data'),
    NODE_COMPILE_CACHE: join(folder, 'data', 'compile-cache'),
  });
  try {
    const visitor = createVisitor(parvis.url);
    draft = basename(dossierOf(await fillCantine(visitor, await beginCantine(visitor))));
    const keys = await cluster.owner.query<{ key_id: string }>('select key_id from journal_keys');
    keyId = keys.rows[0]?.key_id ?? '';
    port = Number(new URL(parvis.url).port);
  } finally {
    await parvis.stop();
  }
});

afterAll(async () => {
  await victim?.kill();
  await sink?.close();
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
});

test(`${KILLS} kills at random lose, double and halve no deposit (CRASH_SEED=${seed})`, {
  timeout: PATIENCE_MS,
}, async () => {
  const told = new Map<string, Depot>();
  let last: readonly Depot[] = [];
  for (const kill of planKills(seed, KILLS)) {
    const dying = start();
    if (kill.during === 'start') {
      await wait(kill.afterMs);
      await die(dying, kill);
      continue;
    }
    // What the last kill left is looked at while the server starts, and mends it.
    await Promise.all([dying.ready(), prepareDrafts(), expectAllOrNothing(last), expectIntactJournal(told.values())]);
    await sendAgain(last, told);
    const depositing = depositInLoop(kill);
    await wait(kill.afterMs);
    await die(dying, kill);
    last = await depositing;
    for (const depot of last) told.set(depot.brouillon.dossierId, depot);
  }

  const survivor = start();
  await survivor.ready();
  await expectAllOrNothing(last);
  await sendAgain(last, told);
  await expectEachOnce([...told.values()]);
  await expectIntactJournal(told.values());
  await expectProgramsAgree([...told.values()]);
  await survivor.stop();
  console.log(`  ${told.size} dépôts, ${KILLS} arrêts brutaux, CRASH_SEED=${seed}`);
});

test('a start with a role above the row-level security is refused, and says why without a stack', async () => {
  const refused = spawnVictim({ ...victimOptions(), database: { ...cluster, appUrl: cluster.ownerUrl } });
  const told = await refused.ready().then(
    () => refused.kill().then(() => 'it serves'),
    (error: Error) => error.message,
  );
  expect(told).toMatch(/Configuration refusée :\n {2}- DATABASE_URL : Le rôle \S+ est superutilisateur/);
  expect(told).not.toContain('    at ');
});

function start(): Victim {
  victim = spawnVictim(victimOptions());
  return victim;
}

function victimOptions() {
  return { port, dataDir: join(folder, 'data'), secret: SECRET, database: cluster, smtpPort: sink.port };
}

/** Enough for the longest life of a server. */
async function prepareDrafts(): Promise<void> {
  brouillons.push(...(await copyDraft(cluster.owner, draft, DRAFTS - brouillons.length)));
}

async function die(dying: Victim, kill: Kill): Promise<void> {
  if (!kill.withPostgres) return dying.kill();
  await cluster.kill();
  await wait(kill.afterMs % 50); // The server may meet a database that is gone.
  await dying.kill();
  cluster = await startCluster(join(folder, 'postgres'));
}

/** Several usagers at once, one after the other on each connection, until the server is dead. */
async function depositInLoop(kill: Kill): Promise<readonly Depot[]> {
  const depositor = createDepositor({ port, secret: SECRET, toleratesOutage: kill.withPostgres });
  const sent: Depot[] = [];
  const connections = Array.from({ length: CONNECTIONS }, async () => {
    for (let brouillon = brouillons.pop(); brouillon; brouillon = brouillons.pop()) {
      const depot = await depositor.deposit(brouillon);
      sent.push(depot);
      if (!depot.receipt) return;
    }
  });
  await Promise.all(connections);
  return sent;
}

async function expectAllOrNothing(depots: readonly Depot[]): Promise<void> {
  const traces = new Map((await readTraces(cluster.owner, idsOf(depots))).map((trace) => [trace.id, trace]));
  for (const { brouillon, acknowledged } of depots) {
    const trace = traces.get(brouillon.dossierId);
    const state = trace && stateOf(trace, sink.countFor(brouillon.courriel));
    expect(acknowledged ? ['whole'] : ['whole', 'nothing'], JSON.stringify(trace)).toContain(state);
  }
}

/** The usager who was told nothing, or who doubts, sends the same form again: the same dossier, and its receipt. */
async function sendAgain(depots: readonly Depot[], told: Map<string, Depot>): Promise<void> {
  const depositor = createDepositor({ port, secret: SECRET, toleratesOutage: false });
  const waiting = [...depots];
  const connections = Array.from({ length: CONNECTIONS }, async () => {
    for (let before = waiting.pop(); before; before = waiting.pop()) {
      const after = await depositor.deposit(before.brouillon);
      const { dossierId } = before.brouillon;
      const entry = entryProvedBy(after, dossierId);
      if (before.receipt) expect(entryProvedBy(before, dossierId)).toEqual(entry);
      told.set(dossierId, after);
    }
  });
  await Promise.all(connections);
}

/** The receipt stands, is signed by the key of the installation, and is about this dossier. */
function entryProvedBy({ receipt }: Depot, dossierId: string): Receipt['entry'] {
  if (!receipt) throw new Error(`No receipt of ${dossierId}`);
  const verdict = verifyReceipt(receipt, { trustedKeys: [keyId] });
  if (!verdict.ok) throw new Error(`The receipt of ${dossierId} is refused: ${verdict.reason}`);
  const { entry } = verdict.receipt;
  expect(entry).toMatchObject({ type: 'dossier.depose', sujet: { type: 'dossier', id: dossierId } });
  return entry;
}

/** Every head that a receipt holds must still be in the journal: nothing that was proved is forgotten. */
async function expectIntactJournal(depots: Iterable<Depot>): Promise<void> {
  const anchors = [...depots].flatMap(({ receipt }) => (receipt ? [headOf(receipt)] : []));
  expect(await audit(cluster.db, { anchors, trustedKeys: [keyId] })).toMatchObject({ ok: true });
}

/** All that was ever sent, and nothing else, is one dossier under a number of its own: the one that its receipt says. */
async function expectEachOnce(depots: readonly Depot[]): Promise<void> {
  await expectAllOrNothing(depots);
  const traces = await readTraces(cluster.owner, idsOf(depots));
  const numbers = new Map(traces.map(({ id, numero }) => [id, numero]));
  expect(depots.map((depot) => entryProvedBy(depot, depot.brouillon.dossierId).contenu['numero'])).toEqual(
    depots.map(({ brouillon }) => numbers.get(brouillon.dossierId)),
  );
  expect(new Set(numbers.values()).size).toBe(depots.length);
  const { rows } = await cluster.owner.query<{ n: number }>(
    `select count(*)::int as n from dossiers where statut <> 'brouillon'`,
  );
  expect(rows).toEqual([{ n: depots.length }]);
}

/** The same verdicts from the programs that people run. */
async function expectProgramsAgree(depots: readonly Depot[]): Promise<void> {
  const receipts = depots.flatMap(({ receipt }) => (receipt ? [Buffer.from(receipt).toString('utf8')] : []));
  const [kept, one] = [join(folder, 'accuses.json'), join(folder, 'accuse.json')];
  await writeFile(kept, `[${receipts.join(',')}]`);
  await writeFile(one, receipts.at(-1) ?? '');
  const parvis = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [join(ROOT, 'bin/parvis.js'), ...args], {
      env: { ...process.env, DATABASE_URL: cluster.appUrl, DATABASE_OWNER_URL: cluster.ownerUrl },
    });
  const [audited, verified] = await Promise.all([
    parvis('journal', 'audit', '--tetes', kept, '--cle', keyId),
    parvis('verify', one, '--cle', keyId),
  ]);
  expect(audited.stdout).toContain('INTACT');
  expect(verified.stdout).toContain('AUTHENTIQUE');
}

function headOf(receipt: Uint8Array): Receipt['head'] {
  return (JSON.parse(Buffer.from(receipt).toString('utf8')) as Receipt).head;
}

function idsOf(depots: readonly Depot[]): readonly string[] {
  return depots.map(({ brouillon }) => brouillon.dossierId);
}
