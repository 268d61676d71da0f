import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts';

const A = '018f0000-0000-7000-8000-00000000000a';
const B = '018f0000-0000-7000-8000-00000000000b';

let base: TestDatabase;

beforeAll(async () => {
  base = await createTestDatabase();
  await base.owner.query(`
    create table sample (organisation_id uuid not null, label text not null);
    alter table sample enable row level security;
    alter table sample force row level security;
    create policy isolation on sample using (organisation_id = (select app_organisation()));
    grant select, insert on sample to parvis_app`);
});
afterAll(() => base.close());

const labels = (organisation: string) =>
  base.db.transaction({ organisation }, async (tx) => {
    const { rows } = await sql<{ label: string }>`select label from sample order by label`.execute(tx);
    return rows.map((row) => row.label);
  });

describe('a transaction', () => {
  test('sees only its organisation, and the next user of the connection inherits nothing', async () => {
    for (const [organisation, label] of [
      [A, 'chez A'],
      [B, 'chez B'],
    ] as const) {
      await base.db.transaction({ organisation }, (tx) =>
        sql`insert into sample values (${organisation}, ${label})`.execute(tx),
      );
    }
    expect(await labels(A)).toEqual(['chez A']);
    expect(await labels(B)).toEqual(['chez B']);
    const seenByPublic = await base.db.transaction({ public: true }, (tx) => sql`select from sample`.execute(tx));
    expect(seenByPublic.rows).toEqual([]);
  });

  test('cannot write for another organisation', async () => {
    const attempt = base.db.transaction({ organisation: A }, (tx) =>
      sql`insert into sample values (${B}, 'intrus')`.execute(tx),
    );
    await expect(attempt).rejects.toThrow(/row-level security/);
  });

  test('leaves nothing behind when its work throws', async () => {
    const attempt = base.db.transaction({ organisation: A }, async (tx) => {
      await sql`insert into sample values (${A}, 'à oublier')`.execute(tx);
      throw new Error('panne');
    });
    await expect(attempt).rejects.toThrow('panne');
    expect(await labels(A)).not.toContain('à oublier');
  });

  test('refuses a scope that is not an id', async () => {
    const attempt = base.db.transaction({ organisation: `${A}', true); drop table sample; --` }, async () => null);
    await expect(attempt).rejects.toThrow(/must be an id/);
  });

  test('gives back bigint as numbers, dates as text, instants as Temporal', async () => {
    const { rows } = await base.db.transaction({ public: true }, (tx) =>
      sql<{ n: number; d: string; t: Temporal.Instant }>`
        select 42::bigint as n, date '2026-11-24' as d, timestamptz '2026-11-24 12:00:00+01' as t`.execute(tx),
    );
    expect(rows[0]?.n).toBe(42);
    expect(rows[0]?.d).toBe('2026-11-24');
    expect(rows[0]?.t.toString()).toBe('2026-11-24T11:00:00Z');
  });
});

test('the application role owns nothing and cannot lift the row-level security', async () => {
  const client = new pg.Client({ connectionString: base.appUrl });
  await client.connect();
  const { rows } = await client.query(
    'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  );
  expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
  await expect(client.query('alter table sample disable row level security')).rejects.toThrow(/owner/);
  await expect(client.query('create table mine (n int)')).rejects.toThrow(/permission denied/);
  await client.end();
});
