import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keyIdOf, publicKeyHex, type SignedHead, signHead } from '../domain/head.ts';
import { rootOfFrontier } from '../domain/merkle.ts';
import { publishedHeads } from '../publication.ts';
import { KEY } from '../testing/sample-receipt.ts';
import { openTestJournal, type TestJournal } from '../testing/test-journal.ts';
import { startTsaStandIn, type TsaStandIn } from '../testing/tsa-stand-in.ts';
import { audit } from './audit.ts';

let tsa: TsaStandIn;
beforeAll(async () => {
  tsa = await startTsaStandIn({ genTime: '2026-11-24T09:00:00Z' });
});
afterAll(() => tsa.close());

/** Seven entries under the heads 2, 4, 5 and 7, the last one timestamped; one more entry waits. */
let the: TestJournal;
beforeEach(async () => {
  the = await openTestJournal();
  for (const more of [2, 2, 1]) {
    for (let i = 0; i < more; i++) await the.write({ contenu: { montant: 100 } });
    await the.journal.settle();
  }
  await the.write();
  await the.write();
  await (await the.open({ timestampAuthority: { url: tsa.url } })).close();
  await the.write();
});
afterEach(() => the.close());

/** What somebody with every right on the database can do: the triggers are lifted, then put back. */
async function tamper(...statements: string[]): Promise<void> {
  const tables = ['entries', 'pending', 'leaves', 'nodes', 'keys', 'heads', 'timestamps'].map(
    (name) => `journal_${name}`,
  );
  const client = await the.base.owner.connect();
  await client.query('begin');
  for (const table of tables) await client.query(`alter table ${table} disable trigger all`);
  for (const statement of statements) await client.query(statement);
  await client.query('set constraints all immediate');
  for (const table of tables) {
    const { rows } = await client.query<{ always: boolean }>(
      `select exists (select from pg_trigger where tgrelid = $1::regclass and tgname = 'append_only') as always`,
      [table],
    );
    await client.query(`alter table ${table} enable trigger all`);
    if (rows[0]?.always) await client.query(`alter table ${table} enable always trigger append_only`);
  }
  await client.query('commit');
  client.release();
}

const heads = () => the.base.db.transaction({ public: true }, (tx) => publishedHeads(tx));
/** The entry at a place, as a sub-select. */
const at = (position: number) => `(select entry_id from journal_leaves where position = ${position})`;
const CHEAPER = `canonical = replace(canonical, '"montant":100', '"montant":900')`;
const leafOf = (canonical: string) => `sha256('\\x00'::bytea || convert_to(${canonical}, 'UTF8'))`;
const REHASH_LEAF = (position: number) =>
  `update journal_leaves l set leaf = ${leafOf('e.canonical')} from journal_entries e where e.id = l.entry_id and position = ${position}`;
/** Recomputes the stored nodes of a level, and then those above. */
const REHASH_NODES = [1, 2].map(
  (level) => `
    with below as (
      select 0 as level, position as index, leaf as hash from journal_leaves
      union all select level, index, hash from journal_nodes
    )
    update journal_nodes n set hash = sha256('\\x01'::bytea || a.hash || b.hash)
    from below a, below b
    where n.level = ${level} and a.level = ${level - 1} and a.index = n.index * 2
      and b.level = ${level - 1} and b.index = n.index * 2 + 1`,
);

test('an intact journal is intact, whatever is appended meanwhile', async () => {
  expect(await audit(the.base.db)).toMatchObject({ ok: true, entries: 7, heads: 4, timestamps: 1, waiting: 1 });
  const steps: number[] = [];
  const [report] = await Promise.all([
    audit(the.base.db, {
      anchors: await heads(),
      trustedKeys: [the.journal.keyId],
      trustedCertificates: [tsa.authority],
      onProgress: (done) => steps.push(done),
    }),
    the.write().then(() => the.journal.settle()),
  ]);
  expect(report).toMatchObject({ ok: true });
  expect(steps.at(-1)).toBeGreaterThanOrEqual(7);
});

test('an empty journal is intact', async () => {
  const empty = await openTestJournal();
  expect(await audit(empty.base.db)).toEqual({ ok: true, entries: 0, heads: 0, timestamps: 0, waiting: 0, root: null });
  await empty.close();
});

describe('tells what was done, and where', () => {
  test.each<[string, string[], object]>([
    [
      'an entry rewritten',
      [`update journal_entries set ${CHEAPER} where id = ${at(3)}`],
      { kind: 'leaf', position: 3 },
    ],
    [
      'an entry rewritten with its leaf',
      [`update journal_entries set ${CHEAPER} where id = ${at(3)}`, REHASH_LEAF(3)],
      { kind: 'node', position: 3 },
    ],
    [
      'an entry rewritten with its leaf and every node',
      [`update journal_entries set ${CHEAPER} where id = ${at(3)}`, REHASH_LEAF(3), ...REHASH_NODES],
      { kind: 'head', position: 3 },
    ],
    ['an entry removed', [`delete from journal_entries where id = ${at(3)}`], { kind: 'entry', position: 3 }],
    [
      'an entry that is no longer one',
      [`update journal_entries set canonical = canonical || ' ' where id = ${at(0)}`, REHASH_LEAF(0), ...REHASH_NODES],
      { kind: 'entry', position: 0 },
    ],
    [
      'a leaf changed',
      [`update journal_leaves set leaf = sha256('x') where position = 4`],
      { kind: 'leaf', position: 4 },
    ],
    ['a leaf removed', ['delete from journal_leaves where position = 4'], { kind: 'leaf', position: 4 }],
    ['the last leaf removed', ['delete from journal_leaves where position = 6'], { kind: 'leaf', position: 6 }],
    [
      'the last entry, its leaf and its head removed',
      [
        `delete from journal_entries where id = ${at(6)}`,
        'delete from journal_leaves where position = 6',
        'delete from journal_timestamps',
        'delete from journal_heads where size = 7',
      ],
      { kind: 'head', position: 5 },
    ],
  ])('%s', async (_, statements, expected) => {
    await tamper(...statements);
    expect(await audit(the.base.db)).toMatchObject({ ok: false, broken: expected });
  });

  test('two entries exchanged', async () => {
    await tamper(
      'alter table journal_leaves drop constraint journal_leaves_entry_id_key',
      `update journal_leaves l set entry_id = o.entry_id, leaf = o.leaf from journal_leaves o
       where l.position in (1, 2) and o.position = 3 - l.position`,
      ...REHASH_NODES,
    );
    // The first head signs the entries 0 and 1: its root is no longer theirs.
    expect(await audit(the.base.db)).toMatchObject({ ok: false, broken: { kind: 'head', position: 1 } });
  });

  test.each<[string, string, object]>([
    [
      'a node changed',
      `update journal_nodes set hash = sha256('x') where level = 1 and index = 1`,
      { kind: 'node', position: 3, reason: expect.stringContaining('1/1') },
    ],
    [
      'a node removed',
      'delete from journal_nodes where level = 2',
      { kind: 'node', position: 3, reason: expect.stringContaining('2/0') },
    ],
    [
      'a node added',
      `insert into journal_nodes values (1, 3, sha256('x'))`,
      { kind: 'node', reason: expect.stringContaining('5 nœuds') },
    ],
    ['the root of a head', `update journal_heads set root = sha256('x') where size = 5`, { kind: 'head', position: 4 }],
    [
      'the date of a head',
      `update journal_heads set at = '2020-01-01T00:00:00.000Z' where size = 5`,
      { kind: 'signature', position: 4 },
    ],
    [
      'the origin of a head',
      `update journal_heads set origin = 'https://autre.exemple' where size = 2`,
      { kind: 'signature', position: 1 },
    ],
    [
      'the signature of a head',
      `update journal_heads set signature = decode(repeat('00', 64), 'hex') where size = 4`,
      { kind: 'signature', position: 3 },
    ],
    [
      'a head beyond the leaves',
      `insert into journal_heads select 9, origin, root, at, key_id, signature from journal_heads where size = 7`,
      { kind: 'leaf', position: 7 },
    ],
    [
      'a key replaced',
      'update journal_keys set public_key = set_byte(public_key, 43, get_byte(public_key, 43) # 1)',
      { kind: 'key', position: 1 },
    ],
    [
      'a timestamp replaced',
      `update journal_timestamps set token = set_byte(token, 100, get_byte(token, 100) # 1)`,
      { kind: 'timestamp', position: 6 },
    ],
    [
      'the time of a timestamp',
      `update journal_timestamps set gen_time = gen_time - interval '1 year'`,
      { kind: 'timestamp', position: 6 },
    ],
    [
      'a waiting entry changed',
      `update journal_entries set canonical = replace(canonical, 'POI-1', 'POI-2') where id = (select entry_id from journal_pending)`,
      { kind: 'waiting' },
    ],
    [
      'a waiting entry removed',
      `delete from journal_entries where id = (select entry_id from journal_pending)`,
      { kind: 'waiting' },
    ],
    [
      'a waiting entry forgotten',
      'delete from journal_pending',
      { kind: 'waiting', reason: expect.stringContaining('ni dans l’arbre, ni en attente') },
    ],
  ])('%s', async (_, statement, expected) => {
    await tamper(statement);
    expect(await audit(the.base.db)).toMatchObject({ ok: false, broken: expected });
  });
});

describe('a journal wholly rewritten', () => {
  /** Changes an entry, recomputes everything and signs again with another key, declared as one of ours. */
  async function rewrite(): Promise<void> {
    await tamper(
      `update journal_entries set ${CHEAPER} where id = ${at(0)}`,
      REHASH_LEAF(0),
      ...REHASH_NODES,
      'delete from journal_timestamps',
      'delete from journal_heads',
      `insert into journal_keys (key_id, public_key) values ('${keyIdOf(publicKeyHex(KEY))}', '\\x${publicKeyHex(KEY)}')`,
    );
    const { rows } = await the.base.owner.query<{ hash: Buffer }>(
      'select hash from journal_nodes where level = 2 union all select hash from journal_nodes where level = 1 and index = 2',
    );
    const last = await the.base.owner.query<{ leaf: Buffer }>('select leaf from journal_leaves where position = 6');
    const root = rootOfFrontier([...rows.map((row) => row.hash), last.rows[0]?.leaf ?? Buffer.alloc(0)]);
    const head = {
      origin: 'https://parvis.exemple',
      size: 7,
      root: Buffer.from(root).toString('hex'),
      at: '2026-11-24T09:00:00.000Z',
    };
    const { keyId, signature } = signHead(head, KEY);
    await the.base.owner.query('insert into journal_heads values (7, $1, $2, $3, $4, $5)', [
      head.origin,
      root,
      head.at,
      keyId,
      Buffer.from(signature, 'hex'),
    ]);
  }

  let kept: SignedHead[];
  beforeEach(async () => {
    kept = await heads();
    await rewrite();
  });

  test('passes for intact with nothing kept outside: this is what the heads are published for', async () => {
    expect(await audit(the.base.db)).toMatchObject({ ok: true });
  });

  test('does not pass with one head kept outside', async () => {
    const report = await audit(the.base.db, { anchors: kept.slice(2, 3) });
    expect(report).toMatchObject({ ok: false, broken: { kind: 'anchor', position: 4, expected: kept[2]?.root } });
  });

  test('does not pass with the fingerprint of the key', async () => {
    const report = await audit(the.base.db, { trustedKeys: [the.journal.keyId] });
    expect(report).toMatchObject({ ok: false, broken: { kind: 'key', position: 6 } });
  });

  test('does not pass when it is shorter than what was published', async () => {
    const report = await audit(the.base.db, { anchors: [{ size: 8, root: '00'.repeat(32) }] });
    expect(report).toMatchObject({
      ok: false,
      broken: { kind: 'anchor', reason: expect.stringContaining('en a perdu') },
    });
  });
});

test('the timestamp of another authority is refused when ours is named', async () => {
  const other = await startTsaStandIn({ genTime: '2026-11-24T09:00:00Z' });
  const report = await audit(the.base.db, { trustedCertificates: [other.authority] });
  await other.close();
  expect(report).toMatchObject({ ok: false, broken: { kind: 'timestamp' } });
});
