import { platform } from 'node:os';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts';
import { Unavailable } from '../errors.ts';
import { integerArray, jsonArray, textArray, textAt, textPile, uuidArray } from './arrays.ts';
import { openDatabase, type Tx } from './database.ts';
import { prepared } from './prepared.ts';

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

test.skipIf(platform() === 'win32')(
  'the embedded server is reached by its socket, and listens on no port',
  async () => {
    expect(new URL(base.appUrl).hostname).toMatch(/^%2F/);
    const { rows } = await base.owner.query('show listen_addresses');
    expect(rows).toEqual([{ listen_addresses: '' }]);
  },
);

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

test.each([
  ['that is not there', 'postgres://parvis@127.0.0.1:1/parvis', 5_000],
  ['whose connections are all taken', undefined, 50],
])('a database %s is unavailable, not a defect', async (_what, url, patience) => {
  const other = openDatabase({ url: url ?? base.appUrl, poolSize: 1, patience });
  try {
    const { promise: held, resolve: free } = Promise.withResolvers<void>();
    const first = url ? undefined : other.transaction({ public: true }, () => held);
    await expect(other.transaction({ public: true }, async () => 'served')).rejects.toThrow(Unavailable);
    await expect(other.read({ public: true }, async () => 'served')).rejects.toThrow(Unavailable);
    free();
    await first;
  } finally {
    await other.close();
  }
});

describe('an array in binary', () => {
  const lus = (values: ReturnType<typeof sql>) =>
    base.db.read({ public: true }, async (tx) => {
      const { rows } = await sql<{ lu: unknown }>`select to_json(${values}) as lu`.execute(tx);
      return rows[0]?.lu;
    });

  test('is read as it was given', async () => {
    const textes = ['', 'é « ’ » 🏫', 'a,"b"\\{c}', 'NULL', '\n', 'é'.repeat(300)];
    const pile = textPile(1);
    for (const one of ['pris', 'avant']) pile.push(one);
    const before = pile.take();
    for (const texte of [...textes, '{"a":"é"}']) pile.push(texte);
    const texts = pile.take();
    const all = textes.map((_, rang) => rang);
    expect(await lus(sql`${textArray(texts, all)}::text[]`)).toEqual(textes);
    expect(await lus(sql`${textArray(texts, [4, 1, 2, 1])}::text[]`)).toEqual([4, 1, 2, 1].map((rang) => textes[rang]));
    expect(await lus(sql`${textArray(texts, [])}::text[]`)).toEqual([]);
    expect(await lus(sql`${jsonArray(texts, [null, 6, null])}::json[]`)).toEqual([null, { a: 'é' }, null]);
    expect(all.map((rang) => textAt(texts, rang))).toEqual(textes);
    expect([0, 1].map((rang) => textAt(before, rang))).toEqual(['pris', 'avant']);
    expect(() => textAt(texts, 7)).toThrow(RangeError);
    expect(() => textArray(texts, [7])).toThrow(RangeError);
    expect(await lus(sql`${integerArray([0, -1, 2_147_483_647])}::integer[]`)).toEqual([0, -1, 2_147_483_647]);
    expect(await lus(sql`${uuidArray([A.replaceAll('-', '')])}::uuid[]`)).toEqual([A]);
  });

  test('refuses what is not an id', () => {
    for (const wrong of [A, 'f'.repeat(31), 'g'.repeat(32)]) expect(() => uuidArray([wrong])).toThrow(RangeError);
  });
});

describe('a read', () => {
  const read = (organisation: string) =>
    base.db.read({ organisation }, async (tx) => {
      const { rows } = await sql<{ label: string }>`select label from sample order by label`.execute(tx);
      return rows.map((row) => row.label);
    });

  test('sees only its organisation, however many share the connections', async () => {
    const scopes = Array.from({ length: 60 }, (_, i) => (i % 2 ? A : B));
    const seen = await Promise.all(scopes.map((organisation) => read(organisation)));
    expect(seen).toEqual(scopes.map((organisation) => [organisation === A ? 'chez A' : 'chez B']));
    expect((await base.db.read({ public: true }, (tx) => sql`select from sample`.execute(tx))).rows).toEqual([]);
  });

  test('keeps its scope from one answer to the next', async () => {
    const both = await base.db.read({ organisation: A }, async (tx) => {
      const first = await sql`select label from sample`.execute(tx);
      await new Promise((resolve) => setImmediate(resolve));
      return [first.rows, (await sql`select label from sample`.execute(tx)).rows];
    });
    expect(both).toEqual([[{ label: 'chez A' }], [{ label: 'chez A' }]]);
  });

  test('answers what is asked together in one transaction, and leaves none open', async () => {
    const id = (tx: Tx) =>
      sql<{ id: string; pid: number }>`
      select pg_current_snapshot()::text || now()::text as id, pg_backend_pid() as pid`.execute(tx);
    const [one, two] = await base.db.read({ public: true }, (tx) => Promise.all([id(tx), id(tx)]));
    expect(two?.rows).toEqual(one?.rows);
    const state = async () =>
      (await base.owner.query('select state from pg_stat_activity where pid = $1', [one?.rows[0]?.pid])).rows;
    await expect.poll(state).toEqual([{ state: 'idle' }]);
  });

  test('changes nothing, and its failure leaves the connection whole', async () => {
    const attempt = base.db.read({ organisation: A }, (tx) =>
      sql`insert into sample values (${A}, 'en lecture')`.execute(tx),
    );
    await expect(attempt).rejects.toThrow(/read-only transaction/);
    expect(await read(A)).toEqual(['chez A']);
  });
});

test('a transaction whose failure was not told is not taken for committed', async () => {
  const attempt = base.db.transaction({ organisation: A }, async (tx) => {
    await sql`insert into sample values (${A}, 'perdu')`.execute(tx);
    await sql`select 1 / 0`.execute(tx).catch(() => undefined);
  });
  await expect(attempt).rejects.toThrow(/rolled back/);
  expect(await labels(A)).toEqual(['chez A']);
});

test.each(['read', 'transaction'] as const)('what outlives its %s asks nothing of whoever comes next', async (mode) => {
  const single = openDatabase({ url: base.appUrl, poolSize: 1 });
  const { promise: turn, resolve: next } = Promise.withResolvers<void>();
  const late = Promise.withResolvers<unknown>();
  late.promise.catch(() => undefined);
  const failed = single[mode]({ organisation: A }, (tx) => {
    const twoQuestions = async () => {
      await sql`select from sample`.execute(tx);
      await turn;
      return (await sql`select label from sample`.execute(tx)).rows;
    };
    twoQuestions().then(late.resolve, late.reject);
    return sql`select 1 / 0`.execute(tx);
  });
  await expect(failed).rejects.toThrow(/division by zero/);
  const following = single.transaction({ organisation: B }, async (tx) => {
    await sql`insert into sample values (${B}, 'jamais')`.execute(tx);
    next();
    await late.promise.catch(() => undefined);
    throw new Error('renoncé');
  });
  await expect(following).rejects.toThrow('renoncé');
  expect(await labels(B)).toEqual(['chez B']);
  await expect(late.promise).rejects.toThrow(/is over/);
  await single.close();
});

describe('a prepared query', () => {
  const labelled = prepared('sample_by_label', (tx, organisation: string, label: string) =>
    tx
      .withTables<{ sample: { organisation_id: string; label: string } }>()
      .selectFrom('sample')
      .where('organisation_id', '=', organisation)
      .where('label', '=', label)
      .select('label'),
  );

  test('takes new values at each call, and obeys the scope of each', async () => {
    for (const [scope, organisation, label, expected] of [
      [A, A, 'chez A', 1],
      [A, A, 'chez B', 0],
      [B, A, 'chez A', 0],
      [B, B, 'chez B', 1],
    ] as const) {
      for (let i = 0; i < 7; i++) {
        const rows = await base.db.read({ organisation: scope }, (tx) => labelled(tx, organisation, label));
        expect(rows).toHaveLength(expected);
      }
    }
  });

  test('refuses a query that would put its values elsewhere', async () => {
    const swapped = prepared('swapped', (tx, first: string, second: string) =>
      tx
        .withTables<{ sample: { organisation_id: string; label: string } }>()
        .selectFrom('sample')
        .where('label', '=', second)
        .where('organisation_id', '=', first)
        .select('label'),
    );
    await expect(base.db.read({ organisation: A }, (tx) => swapped(tx, A, 'chez A'))).rejects.toThrow(/in their order/);
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
