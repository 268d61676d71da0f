import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leafHash } from '../domain/merkle.ts';
import { openTestJournal, type TestJournal } from '../testing/test-journal.ts';
import { startTsaStandIn } from '../testing/tsa-stand-in.ts';

let the: TestJournal;
beforeAll(async () => {
  the = await openTestJournal();
  for (let i = 0; i < 3; i++) await the.write();
  const tsa = await startTsaStandIn({ genTime: '2026-11-24T09:00:00Z' });
  const journal = await the.open({ timestampAuthority: { url: tsa.url } });
  await journal.close();
  await tsa.close();
});
afterAll(() => the.close());

const TABLES = [
  'journal_entries',
  'journal_leaves',
  'journal_nodes',
  'journal_keys',
  'journal_heads',
  'journal_timestamps',
] as const;

const CHANGES: Record<(typeof TABLES)[number], string> = {
  journal_entries: "canonical = '{}'",
  journal_leaves: 'position = position + 100',
  journal_nodes: 'index = index + 100',
  journal_keys: "public_key = '\\x00'",
  journal_heads: 'size = size + 100',
  journal_timestamps: "token = '\\x00'",
};

describe.each(TABLES)('%s', (table) => {
  const attempts = [`update ${table} set ${CHANGES[table]}`, `delete from ${table}`, `truncate ${table} cascade`];

  test('holds something to protect', async () => {
    const { rows } = await the.base.owner.query(`select count(*) > 0 as filled from ${table}`);
    expect(rows).toEqual([{ filled: true }]);
  });

  test.each(attempts)('refuses to the application: %s', async (statement) => {
    const attempt = the.base.db.transaction({ systeme: true }, (tx) => sql.raw(statement).execute(tx));
    await expect(attempt).rejects.toThrow(/permission denied|en ajout seul/);
  });

  test.each(attempts)('refuses to its owner: %s', async (statement) => {
    await expect(the.base.owner.query(statement)).rejects.toThrow(/en ajout seul/);
  });

  test.each(attempts)('refuses to an owner who poses as a replica: %s', async (statement) => {
    const attempt = the.base.owner.query(`begin; set local session_replication_role = replica; ${statement}; commit`);
    await expect(attempt).rejects.toThrow(/en ajout seul/);
    await the.base.owner.query('rollback');
  });
});

describe('what is hashed is what is stored', () => {
  test('the leaf is the one that PostgreSQL hashed from the text', async () => {
    const { rows } = await the.base.owner.query(
      'select canonical, leaf from journal_entries e join journal_leaves l on l.entry_id = e.id',
    );
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(Buffer.from(leafHash(Buffer.from(row.canonical)))).toEqual(row.leaf);
  });

  test('columns are read from the text and cannot be given', async () => {
    const { rows } = await the.base.owner.query(
      'select at, organisation_id, sujet_type, sujet_id, type from journal_entries limit 1',
    );
    expect(rows[0]).toEqual({
      at: '2026-11-24T09:00:00.000Z',
      organisation_id: '018f0000-0000-7000-8000-00000000000a',
      sujet_type: 'dossier',
      sujet_id: 'POI-1',
      type: 'dossier.depose',
    });
    const lie = the.base.owner.query(
      `insert into journal_entries (id, canonical, sujet_id) values (gen_random_uuid(), '{}', 'POI-2')`,
    );
    await expect(lie).rejects.toThrow(/non-DEFAULT value/);
  });

  test('an entry whose id is not that of its text is refused', async () => {
    const text = `{"at":"2026-11-24T09:00:00.000Z","id":"018f0000-0000-7000-8000-000000000001","sujet":{"id":"x","type":"y"},"type":"a.b"}`;
    const lie = the.base.owner.query('insert into journal_entries (id, canonical) values (gen_random_uuid(), $1)', [
      text,
    ]);
    await expect(lie).rejects.toThrow(/check constraint/);
  });
});

describe('the tree only takes what waits, in order', () => {
  const insertLeaf = (position: number, entry: string, leaf: Buffer) =>
    the.base.db.transaction({ systeme: true }, (tx) =>
      sql`insert into journal_leaves values (${position}, ${entry}, ${leaf})`.execute(tx),
    );
  const waiting = async () => {
    const entry = await the.write();
    const { rows } = await the.base.owner.query('select leaf from journal_pending where entry_id = $1', [entry]);
    return { entry, leaf: rows[0].leaf as Buffer };
  };

  test('another leaf is refused', async () => {
    const { entry } = await waiting();
    await expect(insertLeaf(3, entry, Buffer.alloc(32))).rejects.toThrow(/not the one that waited/);
  });

  test('a gap is refused', async () => {
    const { entry, leaf } = await waiting();
    await expect(insertLeaf(4, entry, leaf)).rejects.toThrow(/without a gap/);
  });

  test('a place already taken is refused', async () => {
    const { entry, leaf } = await waiting();
    await expect(insertLeaf(2, entry, leaf)).rejects.toThrow(/duplicate key/);
  });

  test('the application cannot touch the queue itself', async () => {
    for (const statement of ['delete from journal_pending', 'update journal_pending set seq = seq + 1000']) {
      const attempt = the.base.db.transaction({ systeme: true }, (tx) => sql.raw(statement).execute(tx));
      await expect(attempt).rejects.toThrow(/permission denied/);
    }
  });
});
