import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { fromHex, toHex } from '../domain/bytes.ts';
import type { SignedHead } from '../domain/head.ts';
import { type JournalTables, journalTables } from './tables.ts';

export async function insertHead(tx: Tx, head: SignedHead): Promise<void> {
  const { size, origin, at, keyId } = head;
  await journalTables(tx)
    .insertInto('journal_heads')
    .values({
      size,
      origin,
      at,
      key_id: keyId,
      root: Buffer.from(head.root, 'hex'),
      signature: Buffer.from(head.signature, 'hex'),
    })
    .execute();
}

/** Undefined as long as nothing was journalled. */
export async function selectLatestHead(tx: Tx): Promise<SignedHead | undefined> {
  const row = await journalTables(tx)
    .selectFrom('journal_heads')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && readHead(row);
}

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
  const rows = await journalTables(tx).selectFrom('journal_keys').selectAll().orderBy('first_used_at').execute();
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKey: toHex(row.public_key),
    firstUsedAt: row.first_used_at,
  }));
}

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
