import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** A folder of `NNNN-name.sql` files. Folders run in the given order, files in the order of their numbers. */
export type MigrationFolder = { readonly name: string; readonly path: string };

/** What must exist before our own migrations, e.g. the tables of the job queue. Runs under the same lock. */
type Preparation = (ownerUrl: string) => Promise<void>;

/** Any number of processes may start at once: they take turns on this lock. */
const MIGRATION_LOCK = 7_265_747;

/**
 * Brings the database to the schema of this version, as its owner. Each file runs once, in a transaction of its own,
 * together with its line in `schema_migrations`: killed anywhere, the next start goes on from there.
 *
 * @returns the names of the files that ran now.
 * @throws Error when a file that already ran has changed since.
 */
export async function migrate(
  ownerUrl: string,
  folders: readonly MigrationFolder[],
  prepare?: Preparation,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'parvis-migrations' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureLedger(client);
    await prepare?.(ownerUrl);
    const done = await alreadyRun(client);
    const ran: string[] = [];
    for (const folder of folders) {
      for (const file of await migrationFiles(folder)) {
        if (await runOnce(client, file, done)) ran.push(file.id);
      }
    }
    return ran;
  } finally {
    await client.end();
  }
}

async function ensureLedger(client: pg.Client): Promise<void> {
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'parvis_app') then create role parvis_app nologin; end if;
    end $$;
    create table if not exists schema_migrations (
      id text primary key, sha256 text not null, run_at timestamptz not null default now()
    )`);
}

type MigrationFile = { readonly id: string; readonly sql: string; readonly sha256: string };

async function migrationFiles(folder: MigrationFolder): Promise<MigrationFile[]> {
  const names = (await readdir(folder.path)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder.path, name), 'utf8');
      return { id: `${folder.name}/${name}`, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function alreadyRun(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; sha256: string }>('select id, sha256 from schema_migrations');
  return new Map(rows.map((row) => [row.id, row.sha256]));
}

async function runOnce(client: pg.Client, file: MigrationFile, done: Map<string, string>): Promise<boolean> {
  const known = done.get(file.id);
  if (known === file.sha256) return false;
  if (known) throw new Error(`La migration ${file.id} a changé après avoir été exécutée : ajoutez-en une nouvelle.`);
  await client.query('begin');
  try {
    await client.query(file.sql);
    await client.query('insert into schema_migrations (id, sha256) values ($1, $2)', [file.id, file.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`La migration ${file.id} a échoué`, { cause: error });
  }
  return true;
}
