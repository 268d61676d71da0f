import { hash as nodeCryptoHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, type Hash, toHex } from './bytes.ts';
import {
  completeSubtrees,
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  merkleRoot,
  type NodeAt,
  type NodeReader,
  nodeHash,
} from './merkle.ts';
import { growTree } from './merkle-extend.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';

/** The eight leaves of the reference implementation of Certificate Transparency. */
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((data) => leafHash(fromHex(data)));

const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the published vectors of RFC 6962', () => {
  test('the root of the empty tree', () => {
    expect(toHex(EMPTY_ROOT)).toBe(CT_ROOTS[0]);
  });

  test.each(CT_ROOTS.map((root, size) => [size, root] as const))('the root of %i leaves', async (size, root) => {
    expect(toHex(await merkleRoot(size, storeOf(CT_LEAVES).read))).toBe(root);
  });

  test('the consistency proofs 2 → 5 and 6 → 7', async () => {
    const { read } = storeOf(CT_LEAVES);
    expect((await consistencyProof(2, 5, read)).map(toHex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
    expect((await consistencyProof(6, 7, read)).map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test('the proofs of the tree of seven leaves drawn in RFC 9162 § 2.1.5', async () => {
    const { read } = storeOf(CT_LEAVES);
    const [a, b, c, d, e, f, j] = CT_LEAVES as [Hash, Hash, Hash, Hash, Hash, Hash, Hash];
    const [g, h, i] = [nodeHash(a, b), nodeHash(c, d), nodeHash(e, f)];
    const [k, l] = [nodeHash(g, h), nodeHash(i, j)];
    expect(await inclusionProof(0, 7, read)).toEqual([b, h, l]);
    expect(await inclusionProof(3, 7, read)).toEqual([c, g, l]);
    expect(await inclusionProof(4, 7, read)).toEqual([f, j, k]);
    expect(await inclusionProof(6, 7, read)).toEqual([i, k]);
    expect(await consistencyProof(3, 7, read)).toEqual([c, d, g, l]);
    expect(await consistencyProof(4, 7, read)).toEqual([l]);
    expect(await consistencyProof(6, 7, read)).toEqual([i, j, k]);
  });
});

describe('against the recursive definition of RFC 6962, for every size from 1 to 300', () => {
  const leaves = Array.from({ length: 300 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
  const { read, roots } = storeOf(leaves);
  const sizes = leaves.map((_, i) => i + 1);

  test('roots', async () => {
    for (const size of sizes) {
      const expected = naiveRoot(leaves.slice(0, size));
      expect(await merkleRoot(size, read)).toEqual(expected);
      expect(roots[size]).toEqual(expected);
    }
  });

  test('inclusion proofs of every leaf of every size verify', async () => {
    for (const size of sizes) {
      const root = at(roots, size);
      for (let position = 0; position < size; position++) {
        const proof = await inclusionProof(position, size, read);
        if (!verifyInclusion({ leaf: at(leaves, position), position, size, proof, root })) {
          expect.fail(`leaf ${position} of ${size}`);
        }
      }
    }
  });

  test('inclusion proofs are the recursive ones', async () => {
    for (const size of [1, 2, 3, 7, 8, 9, 64, 65, 127, 200, 300]) {
      for (let position = 0; position < size; position++) {
        expect(await inclusionProof(position, size, read)).toEqual(naivePath(position, leaves.slice(0, size)));
      }
    }
  });

  test('consistency proofs between every two sizes verify', async () => {
    for (const second of sizes) {
      for (let first = 0; first <= second; first++) {
        const proof = await consistencyProof(first, second, read);
        const roots2 = { firstRoot: at(roots, first), secondRoot: at(roots, second) };
        if (!verifyConsistency({ first, second, proof, ...roots2 })) expect.fail(`${first} → ${second}`);
      }
    }
  });

  test('consistency proofs are the recursive ones', async () => {
    for (const second of [1, 2, 3, 7, 8, 9, 64, 65, 127, 200, 300]) {
      for (let first = 1; first <= second; first++) {
        expect(await consistencyProof(first, second, read)).toEqual(naiveConsistency(first, leaves.slice(0, second)));
      }
    }
  });
});

describe('a proof that was tampered with is refused', () => {
  const leaves = Array.from({ length: 90 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
  const { read, roots } = storeOf(leaves);
  const anySize = fc.integer({ min: 2, max: 90 });

  test('inclusion: another leaf, position, root, a changed, missing or added hash', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, fc.nat(), fc.nat(), async (size, a, b) => {
        const position = a % size;
        const proof = await inclusionProof(position, size, read);
        const good = { leaf: at(leaves, position), position, size, proof, root: at(roots, size) };
        expect(verifyInclusion(good)).toBe(true);
        const other = (position + 1 + (b % (size - 1))) % size;
        expect(verifyInclusion({ ...good, position: other })).toBe(false);
        expect(verifyInclusion({ ...good, leaf: at(leaves, other) })).toBe(false);
        expect(verifyInclusion({ ...good, root: at(roots, size - 1) })).toBe(false);
        expect(verifyInclusion({ ...good, proof: flipBit(proof, b) })).toBe(false);
        expect(verifyInclusion({ ...good, proof: proof.slice(0, -1) })).toBe(false);
        expect(verifyInclusion({ ...good, proof: [...proof, at(leaves, 0)] })).toBe(false);
        expect(verifyInclusion({ ...good, position: size })).toBe(false);
        expect(verifyInclusion({ ...good, position: -1 })).toBe(false);
        expect(verifyInclusion({ ...good, position: position + 0.5 })).toBe(false);
      }),
    );
  });

  test('consistency: other roots, a changed, missing or added hash', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, fc.nat(), fc.nat(), async (second, a, b) => {
        const first = 1 + (a % (second - 1));
        const proof = await consistencyProof(first, second, read);
        const good = { first, second, proof, firstRoot: at(roots, first), secondRoot: at(roots, second) };
        expect(verifyConsistency(good)).toBe(true);
        expect(verifyConsistency({ ...good, firstRoot: at(roots, first - 1) })).toBe(false);
        expect(verifyConsistency({ ...good, secondRoot: at(roots, second - 1) })).toBe(false);
        expect(verifyConsistency({ ...good, proof: flipBit(proof, b) })).toBe(false);
        expect(verifyConsistency({ ...good, proof: proof.slice(1) })).toBe(false);
        expect(verifyConsistency({ ...good, proof: [...proof, at(leaves, 0)] })).toBe(false);
        expect(verifyConsistency({ ...good, first: second, second: first })).toBe(false);
      }),
    );
  });

  test('a tree where one old leaf was rewritten is not consistent with the old head', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, fc.nat(), async (second, a) => {
        const first = 1 + (a % (second - 1));
        const forged = storeOf(leaves.map((leaf, i) => (i === a % first ? leafHash(leaf) : leaf)));
        const proof = await consistencyProof(first, second, forged.read);
        const forgedRoot = at(forged.roots, second);
        const heads = { first, second, firstRoot: at(roots, first), secondRoot: forgedRoot };
        expect(verifyConsistency({ ...heads, proof })).toBe(false);
      }),
    );
  });
});

test('a proof of a larger tree is no proof for the size that is claimed', () => {
  const [leaf, other] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
  const pair = nodeHash(other, leaf);
  expect(verifyInclusion({ leaf, position: 0, size: 1, proof: [other], root: pair })).toBe(false);
  const trees = { first: 1, firstRoot: pair, second: 2, secondRoot: nodeHash(pair, other) };
  expect(verifyConsistency({ ...trees, proof: [other] })).toBe(true);
  const longer = { ...trees, secondRoot: nodeHash(leaf, trees.secondRoot), firstRoot: nodeHash(leaf, pair) };
  expect(verifyConsistency({ ...longer, proof: [other, leaf] })).toBe(false);
  const odd = { first: 3, second: 4, proof: [leaf, other, pair, leaf] };
  const oldRoot = nodeHash(leaf, nodeHash(pair, leaf));
  const newRoot = nodeHash(leaf, nodeHash(pair, nodeHash(leaf, other)));
  expect(verifyConsistency({ ...odd, firstRoot: nodeHash(pair, leaf), secondRoot: newRoot })).toBe(false);
  expect(verifyConsistency({ ...odd, firstRoot: oldRoot, secondRoot: newRoot })).toBe(false);
});

test('a leaf cannot pass for a node: their hashes start differently (0x00, 0x01)', () => {
  const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
  expect(nodeHash(left, right)).not.toEqual(leafHash(Buffer.concat([left, right])));
  expect(nodeHash(left, right)).toEqual(
    nodeCryptoHash('sha256', Buffer.concat([Uint8Array.of(1), left, right]), 'buffer'),
  );
});

test('a proof reads O(log n) nodes, once, up to the largest sizes', async () => {
  for (const exponent of [10, 20, 31, 32, 33, 52]) {
    for (const size of [2 ** exponent - 1, 2 ** exponent, 2 ** exponent + 1]) {
      const asked: number[] = [];
      const read: NodeReader = async (nodes) => {
        asked.push(nodes.length);
        for (const { level, index } of nodes) expect((index + 1) * 2 ** level).toBeLessThanOrEqual(size);
        return nodes.map(() => EMPTY_ROOT);
      };
      const proof = await inclusionProof(Math.floor(size / 3), size, read);
      expect(proof.length).toBeLessThanOrEqual(exponent + 1);
      await consistencyProof(Math.floor(size / 3), size, read);
      expect(asked).toHaveLength(2);
      for (const count of asked) expect(count).toBeLessThanOrEqual(2 * (exponent + 1));
    }
  }
});

test('a tree grows from its frontier as if it had been built at once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }), (size, more) => {
      const leaves = Array.from({ length: size + more }, (_, i) => leafHash(Buffer.from(`${i}`)));
      const store = storeOf(leaves.slice(0, size));
      const tree = growTree(size, store.at(completeSubtrees(0, size)));
      for (const leaf of leaves.slice(size)) tree.add(leaf);
      expect(tree.size).toBe(size + more);
      expect(tree.root()).toEqual(naiveRoot(leaves));
    }),
  );
});

test('asking for what the tree does not hold is a broken assumption', async () => {
  const { read } = storeOf(CT_LEAVES);
  await expect(inclusionProof(8, 8, read)).rejects.toThrow(RangeError);
  await expect(inclusionProof(-1, 8, read)).rejects.toThrow(RangeError);
  await expect(consistencyProof(9, 8, read)).rejects.toThrow(RangeError);
  expect(() => growTree(3, [EMPTY_ROOT])).toThrow(RangeError);
});

/** Keeps every complete subtree of a tree grown leaf by leaf, as the database does, and every root. */
function storeOf(leaves: readonly Hash[]) {
  const nodes = new Map<string, Hash>();
  const tree = growTree(0, []);
  const roots: Hash[] = [tree.root()];
  leaves.forEach((leaf, index) => {
    nodes.set(`0/${index}`, leaf);
    for (const node of tree.add(leaf)) nodes.set(`${node.level}/${node.index}`, node.hash);
    roots.push(tree.root());
  });
  const hashesAt = (wanted: readonly NodeAt[]) =>
    wanted.map(({ level, index }) => {
      const hash = nodes.get(`${level}/${index}`);
      if (!hash) throw new Error(`No node ${level}/${index}`);
      return hash;
    });
  return { roots, at: hashesAt, read: (async (wanted) => hashesAt(wanted)) satisfies NodeReader };
}

/** MTH, PATH and SUBPROOF, word for word as RFC 6962 § 2.1 defines them. */
function naiveRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (!first) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

function naivePath(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

function naiveConsistency(m: number, leaves: readonly Hash[], known = true): Hash[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...naiveConsistency(m, leaves.slice(0, k), known), naiveRoot(leaves.slice(k))]
    : [...naiveConsistency(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

function split(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}

function flipBit(proof: readonly Hash[], seed: number): Hash[] {
  return proof.map((hash, i) =>
    i === seed % proof.length ? hash.map((byte, j) => (j === seed % 32 ? byte ^ 1 : byte)) : hash,
  );
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new Error(`Nothing at ${index}`);
  return value;
}
