import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { fromHex } from './domain/bytes.ts';
import { saltedDigest } from './domain/digest.ts';
import type { SignedHead } from './domain/head.ts';
import { verifyConsistency } from './domain/merkle-verify.ts';
import { type Disclosure, receiptFile } from './domain/receipt.ts';
import { verifyReceipt } from './domain/receipt-verify.ts';
import { consistencyProofBetween, inclusionProofOf, latestHead, publishedHeads, publishedKeys } from './publication.ts';
import { ORGANISATION, openTestJournal, sampleFact, type TestJournal, USAGER } from './testing/test-journal.ts';
import { append, type EntryId } from './use-cases/append.ts';
import { audit } from './use-cases/audit.ts';

let the: TestJournal;
beforeEach(async () => {
  the = await openTestJournal();
});
afterEach(() => the.close());

const heads = (after = 0) => the.base.db.transaction({ public: true }, (tx) => publishedHeads(tx, { after }));
const places = async () => {
  const { rows } = await the.base.owner.query<{ position: string; entry_id: string }>(
    'select position, entry_id from journal_leaves order by position',
  );
  return rows.map((row) => ({ position: Number(row.position), entry: row.entry_id }));
};
const receiptOf = async (entry: EntryId, disclosures: readonly Disclosure[] = []) =>
  receiptFile(await the.base.db.transaction({ systeme: true }, (tx) => the.journal.receiptFor(tx, entry, disclosures)));

describe('a fact', () => {
  test('gets its place once settled, under one signed head', async () => {
    const first = await the.write();
    const second = await the.write();
    expect(await places()).toEqual([]);
    await the.journal.settle();
    expect(await places()).toEqual([
      { position: 0, entry: first },
      { position: 1, entry: second },
    ]);
    expect(await heads()).toMatchObject([{ size: 2, origin: 'https://parvis.exemple', keyId: the.journal.keyId }]);
    await the.journal.settle();
    expect(await heads()).toHaveLength(1);
  });

  test('leaves no trace when its transaction is rolled back', async () => {
    const attempt = the.base.db.transaction({ organisation: ORGANISATION }, async (tx) => {
      await append(tx, the, sampleFact);
      throw new Error('annulé');
    });
    await expect(attempt).rejects.toThrow('annulé');
    await the.journal.settle();
    expect(await places()).toEqual([]);
    expect(await the.base.db.transaction({ public: true }, (tx) => latestHead(tx))).toBeUndefined();
  });
});

describe('a receipt', () => {
  const nom = { nom: 'Nom', salt: '11'.repeat(32), valeur: 'Martin' };
  const write = () =>
    the.write(
      { contenu: { numero: 'POI-1', empreintes: [saltedDigest(nom)] }, lecteurs: [USAGER] },
      { personne: USAGER },
    );
  const disclosures = [{ ...nom, path: '/empreintes/0' }];

  test('verifies as soon as it is given, and after the journal has grown', async () => {
    const entry = await write();
    await the.journal.settle();
    const first = await receiptOf(entry, disclosures);
    for (let i = 0; i < 9; i++) {
      await the.write();
      await the.journal.settle();
    }
    const later = await receiptOf(entry, disclosures);
    for (const file of [first, later]) {
      expect(verifyReceipt(file, { trustedKeys: [the.journal.keyId] })).toMatchObject({ ok: true, keyTrusted: true });
    }
    expect(verifyReceipt(later)).toMatchObject({ receipt: { position: 0, head: { size: 10 } } });
  });

  test('is for who may see the entry, once it has its place', async () => {
    const entry = await write();
    const issue = (personne: string) =>
      the.base.db.transaction({ personne }, (tx) => the.journal.receiptFor(tx, entry, []));
    await expect(issue(USAGER)).rejects.toThrow(Conflict);
    await the.journal.settle();
    expect(await issue(USAGER)).toMatchObject({ position: 0 });
    await expect(issue(ORGANISATION)).rejects.toThrow(NotFound);
  });

  test('is not given with a value that is not what was deposited', async () => {
    const entry = await write();
    await the.journal.settle();
    await expect(receiptOf(entry, [{ ...nom, valeur: 'Durand', path: '/empreintes/0' }])).rejects.toThrow(/digest/);
  });
});

describe('many at once', () => {
  test('fifty transactions, a third of them rolled back, while others settle', async () => {
    const committed: EntryId[] = [];
    const attempts = Array.from({ length: 50 }, async (_, i) => {
      const fails = i % 3 === 0;
      const attempt = the.base.db.transaction({ systeme: true }, async (tx) => {
        const entry = await append(tx, the, sampleFact);
        await new Promise((resolve) => setImmediate(resolve));
        if (fails) throw new Error('annulé');
        return entry;
      });
      if (fails) return expect(attempt).rejects.toThrow('annulé');
      committed.push(await attempt);
      await the.journal.settle();
      // Settled means settled: this very entry has its place.
      expect((await places()).map(({ entry }) => entry)).toContain(await attempt);
    });
    await Promise.all(attempts);

    const placed = await places();
    expect(placed.map(({ position }) => position)).toEqual(placed.map((_, i) => i));
    expect(placed.map(({ entry }) => entry).sort()).toEqual([...committed].sort());
    expect(await audit(the.base.db)).toMatchObject({ ok: true, entries: committed.length, waiting: 0 });
    for (const entry of committed.slice(0, 5)) expect(verifyReceipt(await receiptOf(entry)).ok).toBe(true);
  });

  test('an open transaction keeps nobody waiting, and takes its place when it commits', async () => {
    const held = Promise.withResolvers<void>();
    let slow: EntryId | undefined;
    const open = the.base.db.transaction({ systeme: true }, async (tx) => {
      slow = await append(tx, the, sampleFact);
      await held.promise;
    });
    await vi.waitFor(() => expect(slow).toBeDefined());
    const quick = await the.write();
    await the.journal.settle();
    expect((await places()).map(({ entry }) => entry)).toEqual([quick]);
    held.resolve();
    await open;
    await the.journal.settle();
    expect((await places()).map(({ entry }) => entry)).toEqual([quick, slow]);
  });

  test('two processes settle the same journal', async () => {
    const other = await the.open();
    expect(other.keyId).toBe(the.journal.keyId);
    await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        await the.write();
        await (i % 2 === 0 ? the.journal : other).settle();
      }),
    );
    expect(await audit(the.base.db)).toMatchObject({ ok: true, entries: 30, waiting: 0 });
  });

  test('callers share runs: far fewer heads than facts', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        await the.write();
        await the.journal.settle();
      }),
    );
    expect((await heads()).length).toBeLessThan(40);
    expect(await places()).toHaveLength(40);
  });
});

describe('an integrator that dies', () => {
  test('between the commit and the tree: the next one takes what it left', async () => {
    const entry = await the.write();
    // The process is gone; another one starts, and nobody asks it for anything.
    const next = await the.open();
    next.start();
    await vi.waitFor(async () => expect(await places()).toEqual([{ position: 0, entry }]), { timeout: 5000 });
    await next.close();
  });

  test('by SIGKILL in the middle of its transaction: nothing of it stays, and the next one goes on', async () => {
    await the.write();
    await the.journal.settle();
    await the.write();
    const client = await the.base.owner.connect();
    // Holds the other process just before its last statement.
    await client.query('begin; lock table journal_heads in share mode');
    const other = fork(join(import.meta.dirname, 'testing', 'settle-process.ts'), [the.base.appUrl, the.keyFile]);
    const exit = once(other, 'exit');
    await vi.waitFor(
      async () => {
        // On another connection: a transaction always sees the same activity.
        const { rows } = await the.base.owner.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      },
      { timeout: 20_000, interval: 100 },
    );
    other.kill('SIGKILL');
    expect(await exit).toEqual([null, 'SIGKILL']);
    await client.query('rollback');
    client.release();

    await the.journal.settle();
    expect(await places()).toHaveLength(2);
    expect(await audit(the.base.db)).toMatchObject({ ok: true, entries: 2, heads: 2 });
  });

  test('refuses to sign on top of a tree that is not the one that was signed', async () => {
    for (let i = 0; i < 4; i++) await the.write();
    await the.journal.settle();
    await the.base.owner.query(`
      alter table journal_nodes disable trigger append_only;
      update journal_nodes set hash = sha256('autre') where level = 2;
      alter table journal_nodes enable always trigger append_only`);
    await the.write();
    await expect(the.journal.settle()).rejects.toThrow(/is not the one signed at 4 entries/);
    expect(await heads()).toHaveLength(1);
  });
});

describe('what is published', () => {
  test('proves that each head continues every head before it', async () => {
    for (const more of [1, 2, 5, 1, 8]) {
      for (let i = 0; i < more; i++) await the.write();
      await the.journal.settle();
    }
    const all = await heads();
    expect(all.map((head) => head.size)).toEqual([1, 3, 8, 9, 17]);
    for (const [i, first] of all.entries()) {
      for (const second of all.slice(i)) expect(await isConsistent(first, second)).toBe(true);
    }
    expect((await heads(3)).map((head) => head.size)).toEqual([8, 9, 17]);
    const forged = { ...(all[1] as SignedHead), root: (all[0] as SignedHead).root };
    expect(await isConsistent(forged, all[4] as SignedHead)).toBe(false);
  });

  test('can be proved entry by entry, in any scope', async () => {
    for (let i = 0; i < 6; i++) await the.write();
    await the.journal.settle();
    const proof = await the.base.db.transaction({ public: true }, (tx) => inclusionProofOf(tx, 3, 6));
    expect(proof).toHaveLength(3);
    await expect(the.base.db.transaction({ public: true }, (tx) => inclusionProofOf(tx, 6, 6))).rejects.toThrow(
      RangeError,
    );
  });

  test('heads never go back in time, even when the clock does', async () => {
    await the.write();
    await the.journal.settle();
    the.clock.advance({ hours: -1 });
    await the.write();
    await the.journal.settle();
    const [first, second] = await heads();
    expect(second?.at).toBe(first?.at);
  });

  test('after a change of key, old heads and old receipts still verify', async () => {
    const entry = await the.write();
    await the.journal.settle();
    const old = await receiptOf(entry);
    const next = await the.open({ keyFile: `${the.folder}/nouvelle.pem` });
    await the.write();
    await next.settle();
    expect(next.keyId).not.toBe(the.journal.keyId);
    const keys = await the.base.db.transaction({ public: true }, (tx) => publishedKeys(tx));
    expect(keys.map((key) => key.keyId)).toEqual([the.journal.keyId, next.keyId]);
    expect(verifyReceipt(old, { trustedKeys: [the.journal.keyId] }).ok).toBe(true);
    expect(verifyReceipt(await receiptOf(entry), { trustedKeys: [next.keyId] }).ok).toBe(true);
    expect(await audit(the.base.db)).toMatchObject({ ok: true, heads: 2 });
  });

  async function isConsistent(first: SignedHead, second: SignedHead): Promise<boolean> {
    const proof = await the.base.db.transaction({ public: true }, (tx) =>
      consistencyProofBetween(tx, first.size, second.size),
    );
    return verifyConsistency({
      first: first.size,
      firstRoot: fromHex(first.root),
      second: second.size,
      secondRoot: fromHex(second.root),
      proof: proof.map(fromHex),
    });
  }
});
