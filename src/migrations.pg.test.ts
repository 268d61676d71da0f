import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migrationFolders } from './migrations.ts';
import { migrate } from './platform/db/migrate.ts';
import { migrateJobs } from './platform/jobs/migrate.ts';

const ORGANISATION = '018f0000-0000-7000-8000-00000000000a';
const AUTRE = '018f0000-0000-7000-8000-00000000000b';
const LECTEUR = '018f0000-0000-7000-8000-0000000000c1';

test('an owner who is not superuser migrates, and the row-level security still looks where it must', async () => {
  const { owner, drop } = await databaseOfOrdinaryOwner();
  try {
    const ran = await migrate(owner, migrationFolders, migrateJobs);
    expect(ran).toContain('journal/0001-journal.sql');

    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    try {
      await client.query('begin; set local role parvis_app');
      await actFor(client, ORGANISATION);
      await client.query('insert into journal_entries (id, canonical) values ($1, $2)', entryOf(ORGANISATION));
      await actFor(client, AUTRE);
      expect(await mayOpen(client)).toBe(false);
      await expectRefused(client, 'select journal_close($1, $2, $3)', ['dossier', 'POI-1', LECTEUR]);
      await actFor(client, ORGANISATION);
      expect(await mayOpen(client)).toBe(true);
      await client.query('insert into journal_lecteurs values ($1, $2, $3)', ['dossier', 'POI-1', LECTEUR]);
      await client.query('select journal_close($1, $2, $3)', ['dossier', 'POI-1', LECTEUR]);
      const { rows } = await client.query('select app_systeme() as systeme');
      expect(rows).toEqual([{ systeme: false }]);
    } finally {
      await client.end();
    }
  } finally {
    await drop();
  }
});

/** As a hosting company gives it: a database and its owner, no more. */
async function databaseOfOrdinaryOwner(): Promise<{ owner: string; drop(): Promise<void> }> {
  const name = `ordinary_${randomBytes(6).toString('hex')}`;
  const admin = new URL(inject('templateOwnerUrl'));
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  const password = randomBytes(12).toString('hex');
  await client.query(`create role ${name} login password '${password}'`);
  await client.query(`create database ${name} owner ${name}`);
  await client.query(`grant parvis_app to ${name} with inherit false, set true`);
  const owner = new URL(admin);
  owner.username = name;
  owner.password = password;
  owner.pathname = `/${name}`;
  return {
    owner: owner.href,
    async drop() {
      await client.query(`drop database ${name} with (force)`);
      await client.query(`drop role ${name}`);
      await client.end();
    },
  };
}

const actFor = (client: pg.Client, organisation: string) =>
  client.query(`select set_config('app.organisation', $1, true)`, [organisation]);

async function mayOpen(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(`select journal_may_open('dossier', 'POI-1') as allowed`);
  return rows[0].allowed;
}

async function expectRefused(client: pg.Client, statement: string, values: readonly string[]): Promise<void> {
  await client.query('savepoint attempt');
  await expect(client.query(statement, [...values])).rejects.toMatchObject({ code: '42501' });
  await client.query('rollback to attempt');
}

function entryOf(organisation: string): [string, string] {
  const id = '018f0000-0000-7000-8000-000000000001';
  const sujet = { type: 'dossier', id: 'POI-1' };
  return [id, JSON.stringify({ id, at: '2026-11-24T09:00:00.000Z', organisation, sujet, type: 'dossier.depose' })];
}
