import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, isListening, type Program, run, start } from './peer.ts';

export const POSTGRESQL = ['postgres', 'initdb', 'pgbouncer'];

/** Neither runs as root; the package makes this user. */
const USER = 'postgres';

export type PoolMode = 'session' | 'transaction';

export type PostgresPeer = {
  /** Straight to the server. */
  readonly urls: Urls;
  /** Through PgBouncer. @param settings lines of its own, besides those that the guide tells to write */
  pooled(mode: PoolMode, settings?: readonly string[]): Promise<Urls>;
  asAdministrator(...statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

export type Urls = { readonly appUrl: string; readonly ownerUrl: string };

/** As the guide of production says to, and only so. */
const ROLES = [
  'create role parvis_app nologin',
  "create role parvis_web login password 'web' in role parvis_app",
  "alter role parvis_web set statement_timeout = '30s'",
  "alter role parvis_web set idle_in_transaction_session_timeout = '60s'",
  "create role parvis_proprietaire login password 'proprietaire'",
  `create database parvis owner parvis_proprietaire template template0 encoding 'UTF8' locale_provider icu
     icu_locale 'fr-FR' locale 'C'`,
];

/** What the guide of production tells to write in pgbouncer.ini. */
export const FROM_THE_GUIDE = ['ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout'];

export async function startPostgres(): Promise<PostgresPeer> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-postgresql-'));
  await chmod(folder, 0o777);
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-U', 'postgres', '--auth', 'trust', '-E', 'UTF8', '--locale', 'C'], { user: USER });
  const port = await freePort();
  const programs: Program[] = [];
  const args = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'];
  programs.push(
    await start('postgres', args, { user: USER, ready: () => answers(urlOf('postgres', port, 'postgres')) }),
  );
  const asAdministrator = (...statements: readonly string[]) => runAs(urlOf('postgres', port, 'postgres'), statements);
  await asAdministrator(...ROLES);
  return {
    urls: urlsAt(port),
    asAdministrator,
    async pooled(mode, settings = FROM_THE_GUIDE) {
      const pooler = await freePort();
      const [ini, users] = [join(folder, `${pooler}.ini`), join(folder, 'users.txt')];
      await writeFile(users, '"parvis_web" "web"\n"parvis_proprietaire" "proprietaire"\n', { mode: 0o644 });
      await writeFile(ini, iniOf({ port, pooler, users, mode, folder, settings }), { mode: 0o644 });
      programs.push(await start('pgbouncer', [ini], { user: USER, ready: () => isListening(pooler) }));
      return urlsAt(pooler);
    },
    async close() {
      for (const program of programs.toReversed()) await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Ini = {
  readonly port: number;
  readonly pooler: number;
  readonly users: string;
  readonly mode: PoolMode;
  readonly folder: string;
  readonly settings: readonly string[];
};

const iniOf = ({ port, pooler, users, mode, folder, settings }: Ini) => `[databases]
parvis = host=127.0.0.1 port=${port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${pooler}
unix_socket_dir = ${folder}
auth_type = plain
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = 40
${settings.join('\n')}
`;

const urlOf = (role: string, port: number, database: string, password = role) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

const urlsAt = (port: number): Urls => ({
  appUrl: urlOf('parvis_web', port, 'parvis', 'web'),
  ownerUrl: urlOf('parvis_proprietaire', port, 'parvis', 'proprietaire'),
});

async function runAs(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined); // It never opened.
  }
}
