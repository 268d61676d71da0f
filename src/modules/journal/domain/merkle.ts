import { type Hash, sha256 } from './bytes.ts';

/**
 * The Merkle tree of RFC 6962 § 2.1 (unchanged in RFC 9162 § 2.1). Sizes and positions are safe integers, so no
 * bitwise operator here: those stop at 2^31.
 */

/** A complete subtree: the 2^level leaves from position index × 2^level. Once complete, its hash never changes. */
export type NodeAt = { readonly level: number; readonly index: number };

/** Gives the hashes of complete subtrees, in the order asked. Every proof asks once. */
export type NodeReader = (wanted: readonly NodeAt[]) => Promise<readonly Hash[]>;

const LEAF_PREFIX = Uint8Array.of(0x00);
/** Reused by each `nodeHash`: 0x01, then the two children. */
const nodeInput = Buffer.concat([Uint8Array.of(0x01), new Uint8Array(64)]);

/** The root of the empty tree. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

export function leafHash(data: Uint8Array): Hash {
  return sha256(Buffer.concat([LEAF_PREFIX, data]));
}

export function nodeHash(left: Hash, right: Hash): Hash {
  if (left.length !== 32 || right.length !== 32) throw new RangeError('A hash is 32 bytes long');
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}

/** The root of the first `size` leaves. */
export async function merkleRoot(size: number, read: NodeReader): Promise<Hash> {
  return rootOfFrontier(await read(completeSubtrees(0, size)));
}

/**
 * The audit path of the leaf at `position` in the tree of the first `size` leaves (RFC 6962 § 2.1.1), from the leaf
 * up. Reads fewer than 2 log₂(size) nodes.
 */
export async function inclusionProof(position: number, size: number, read: NodeReader): Promise<Hash[]> {
  if (!(position >= 0 && position < size)) throw new RangeError(`No leaf ${position} in a tree of ${size}`);
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerOf2Below(end - start);
    if (position < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return readRanges(ranges.reverse(), read);
}

/** The proof that the tree of `first` leaves is a prefix of the tree of `second` leaves (RFC 6962 § 2.1.2). */
export async function consistencyProof(first: number, second: number, read: NodeReader): Promise<Hash[]> {
  if (!(first >= 0 && first <= second)) throw new RangeError(`A tree of ${first} is no prefix of a tree of ${second}`);
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, second];
  while (end !== first) {
    const middle = start + largestPowerOf2Below(end - start);
    if (first <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // When the old tree is itself a subtree of the new one, the verifier already knows its root.
  if (start !== 0) ranges.push([start, end]);
  return readRanges(ranges.reverse(), read);
}

/** The complete subtrees that leaves `start` to `end` consist of, the largest first, at most one a level. */
export function completeSubtrees(start: number, end: number): NodeAt[] {
  const nodes: NodeAt[] = [];
  let at = start;
  // One level too many, since a logarithm near 2^53 may be rounded down.
  for (let level = Math.floor(Math.log2(end - start)) + 1; level >= 0; level--) {
    const width = 2 ** level;
    if (end - at >= width) {
      nodes.push({ level, index: at / width });
      at += width;
    }
  }
  return nodes;
}

/** The root of the tree whose complete subtrees, the largest first, have these hashes. */
export function rootOfFrontier(frontier: readonly Hash[]): Hash {
  const last = frontier.at(-1);
  if (!last) return EMPTY_ROOT;
  return frontier.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** Leaves from the first number up to, not including, the second. */
type Range = readonly [start: number, end: number];

/** One read for all ranges: a proof costs one round trip to where the nodes are. */
async function readRanges(ranges: readonly Range[], read: NodeReader): Promise<Hash[]> {
  const subtrees = ranges.map(([start, end]) => completeSubtrees(start, end));
  const hashes = await read(subtrees.flat());
  let taken = 0;
  return subtrees.map((nodes) => {
    const own = hashes.slice(taken, taken + nodes.length);
    taken += nodes.length;
    return rootOfFrontier(own);
  });
}

function largestPowerOf2Below(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
