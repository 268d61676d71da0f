import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { fromHex, toHex } from '../domain/bytes.ts';
import type { SignedHead } from '../domain/head.ts';
import { type JournalTables, journalTables } from './tables.ts';

export async function insertHead(tx: Tx, head: SignedHead): Promise<void> {
  const { size, origin, at, keyId } = head;
  await addHead(tx, size, origin, at, keyId, Buffer.from(head.root, 'hex'), Buffer.from(head.signature, 'hex'));
}

const addHead = prepared(
  'tete_ajout',
  (tx, size: number, origin: string, at: string, key_id: string, root: Buffer, signature: Buffer) =>
    journalTables(tx).insertInto('journal_heads').values({ size, origin, at, key_id, root, signature }),
);

/** Undefined as long as nothing was journalled. */
export async function selectLatestHead(tx: Tx): Promise<SignedHead | undefined> {
  const [row] = await latestHead(tx);
  return row && readHead(row);
}

const latestHead = prepared('tete_derniere', (tx) =>
  journalTables(tx).selectFrom('journal_heads').selectAll().orderBy('size', 'desc').limit(sql.lit(1)),
);

/** Heads of more than `after` entries, the smallest first. */
export async function selectHeads(tx: Tx, after: number, limit: number): Promise<SignedHead[]> {
  const rows = await journalTables(tx)
    .selectFrom('journal_heads')
    .selectAll()
    .where('size', '>', after)
    .orderBy('size')
    .limit(limit)
    .execute();
  return rows.map(readHead);
}

/** @returns true when this key was not known yet */
export async function insertKey(tx: Tx, keyId: string, publicKey: string): Promise<boolean> {
  const inserted = await journalTables(tx)
    .insertInto('journal_keys')
    .values({ key_id: keyId, public_key: Buffer.from(fromHex(publicKey)) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows) > 0;
}

export type KnownKey = { readonly keyId: string; readonly publicKey: string; readonly firstUsedAt: Temporal.Instant };

/** Every key that ever signed, the oldest first. Public keys are the hexadecimal of their DER. */
export async function selectKeys(tx: Tx): Promise<KnownKey[]> {
  const rows = await allKeys(tx);
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKey: toHex(row.public_key),
    firstUsedAt: row.first_used_at,
  }));
}

const allKeys = prepared('cles', (tx) =>
  journalTables(tx).selectFrom('journal_keys').selectAll().orderBy('first_used_at'),
);

function readHead(row: Selectable<JournalTables['journal_heads']>): SignedHead {
  return {
    origin: row.origin,
    size: row.size,
    root: toHex(row.root),
    at: row.at,
    keyId: row.key_id,
    signature: toHex(row.signature),
  };
}
