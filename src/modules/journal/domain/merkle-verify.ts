import { type Hash, sameBytes } from './bytes.ts';
import { nodeHash } from './merkle.ts';

export type Inclusion = {
  readonly leaf: Hash;
  readonly position: number;
  readonly size: number;
  readonly proof: readonly Hash[];
  readonly root: Hash;
};

/** True when `leaf` is at `position` of the tree of `size` leaves that has this root (RFC 9162 § 2.1.3.2). */
export function verifyInclusion({ leaf, position, size, proof, root }: Inclusion): boolean {
  if (!isCount(position) || !isCount(size) || position >= size) return false;
  let [node, last, hash] = [position, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

export type Consistency = {
  readonly first: number;
  readonly firstRoot: Hash;
  readonly second: number;
  readonly secondRoot: Hash;
  readonly proof: readonly Hash[];
};

/** True when the first tree is a prefix of the second: nothing was removed nor rewritten (RFC 9162 § 2.1.4.2). */
export function verifyConsistency({ first, firstRoot, second, secondRoot, proof }: Consistency): boolean {
  if (!isCount(first) || !isCount(second) || first > second) return false;
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  // The empty tree is a prefix of every tree: there is nothing to prove.
  if (first === 0) return proof.length === 0;

  let [node, last] = [first - 1, second - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // Shifted down to zero, the old tree is a complete subtree of the new one: its root opens the path.
  const path = node === 0 ? [firstRoot, ...proof] : proof;
  const [seed, ...siblings] = path;
  if (!seed) return false;

  let [oldHash, newHash] = [seed, seed];
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(oldHash, firstRoot) && sameBytes(newHash, secondRoot);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
