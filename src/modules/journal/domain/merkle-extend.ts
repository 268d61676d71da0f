import type { Hash } from './bytes.ts';
import { completeSubtrees, type NodeAt, nodeHash, rootOfFrontier } from './merkle.ts';

export type StoredNode = NodeAt & { readonly hash: Hash };

export type GrowingTree = {
  readonly size: number;
  root(): Hash;
  /** Adds one leaf. @returns the subtrees of two leaves and more that it completes, the smallest first. */
  add(leaf: Hash): StoredNode[];
};

/**
 * A tree that only knows its right edge, so that it grows in O(log n) memory whatever its size.
 *
 * @param frontier hashes of `completeSubtrees(0, size)`, in that order.
 */
export function growTree(size: number, frontier: readonly Hash[]): GrowingTree {
  const places = completeSubtrees(0, size);
  if (places.length !== frontier.length) throw new RangeError('The frontier does not fit the size of the tree');
  const edge = places.map((place, i): StoredNode => ({ ...place, hash: present(frontier[i]) }));
  let count = size;

  return {
    get size() {
      return count;
    },
    root: () => rootOfFrontier(edge.map((node) => node.hash)),
    add(leaf) {
      const completed: StoredNode[] = [];
      let node: StoredNode = { level: 0, index: count, hash: leaf };
      for (let left = edge.at(-1); left?.level === node.level; left = edge.at(-1)) {
        edge.pop();
        node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
        completed.push(node);
      }
      edge.push(node);
      count += 1;
      return completed;
    },
  };
}

function present(hash: Hash | undefined): Hash {
  if (!hash) throw new RangeError('A hash of the frontier is missing');
  return hash;
}
