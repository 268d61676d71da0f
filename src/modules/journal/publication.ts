import type { Tx } from '../../platform/db/database.ts';
import { toHex } from './domain/bytes.ts';
import type { SignedHead } from './domain/head.ts';
import { consistencyProof, inclusionProof } from './domain/merkle.ts';
import { type KnownKey, selectHeads, selectKeys, selectLatestHead } from './storage/heads.ts';
import { selectTimestamps } from './storage/timestamps.ts';
import { nodeReader } from './storage/tree.ts';

/** What anybody may ask of the journal. It holds hashes, signatures and public keys: any scope will do. */

/** Undefined as long as nothing was journalled. */
export function latestHead(tx: Tx): Promise<SignedHead | undefined> {
  return selectLatestHead(tx);
}

/** Every key that ever signed, the oldest first. */
export function publishedKeys(tx: Tx): Promise<KnownKey[]> {
  return selectKeys(tx);
}

export type PublishedHead = SignedHead & {
  /** RFC 3161 token in base64, and the instant that it states; null when this head has none. */
  readonly horodatage: { readonly at: string; readonly token: string } | null;
};

/** Heads of more than `after` entries, the smallest first, at most `limit`: to be kept by whoever wants to audit us. */
export async function publishedHeads(tx: Tx, { after = 0, limit = 1000 } = {}): Promise<PublishedHead[]> {
  const heads = await selectHeads(tx, after, limit);
  const stamps = await selectTimestamps(tx, heads.map((head) => head.size)); // biome-ignore format: one read
  const bySize = new Map(stamps.map((stamp) => [stamp.size, stamp]));
  return heads.map((head) => {
    const stamp = bySize.get(head.size);
    const horodatage = stamp && { at: stamp.genTime.toString(), token: Buffer.from(stamp.token).toString('base64') };
    return { ...head, horodatage: horodatage ?? null };
  });
}

/**
 * That the entry at `position` is in the tree of the first `size` entries. Hashes in hexadecimal, from the leaf up.
 *
 * @throws RangeError when the tree has no such place
 */
export async function inclusionProofOf(tx: Tx, position: number, size: number): Promise<string[]> {
  return (await inclusionProof(position, size, nodeReader(tx))).map(toHex);
}

/**
 * That the journal of `first` entries is the beginning of the journal of `second` entries. Hashes in hexadecimal.
 *
 * @throws RangeError when `first` is larger than `second`
 */
export async function consistencyProofBetween(tx: Tx, first: number, second: number): Promise<string[]> {
  return (await consistencyProof(first, second, nodeReader(tx))).map(toHex);
}
