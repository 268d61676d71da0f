import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/db/database.ts';

export type TestDatabase = {
  /** The application's connection: row-level security applies, as in production. */
  readonly db: Database;
  readonly appUrl: string;
  /** Connects as the owner: for tests of what even the owner may not do, and to tamper. */
  readonly ownerUrl: string;
  readonly owner: pg.Pool;
  close(): Promise<void>;
};

/** A fresh database with the real migrations, for one test file. Close it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { appUrl, ownerUrl, drop } = await copyDatabase({
    ownerUrl: inject('templateOwnerUrl'),
    appUrl: inject('templateAppUrl'),
  });
  const db = openDatabase({ url: appUrl, poolSize: 10 });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 5 });
  owner.on('error', () => undefined); // `drop database … with (force)` ends idle connections.
  return {
    db,
    appUrl,
    ownerUrl,
    owner,
    async close() {
      await Promise.all([db.close(), owner.end()]);
      await drop();
    },
  };
}

export type DatabaseUrls = { readonly ownerUrl: string; readonly appUrl: string };

/** A copy of a database that nobody is connected to, on the same server: some 50 ms. */
export async function copyDatabase(model: DatabaseUrls): Promise<DatabaseUrls & { drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = new URL(model.ownerUrl).pathname.slice(1);
  // By its files: through the log, as by default, every page would be written twice.
  await onPostgres(model.ownerUrl, `create database ${name} template ${template} strategy file_copy`);
  return {
    ownerUrl: withDatabase(model.ownerUrl, name),
    appUrl: withDatabase(model.appUrl, name),
    drop: () => onPostgres(model.ownerUrl, `drop database ${name} with (force)`),
  };
}

async function onPostgres(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
