import { createHash, randomBytes } from 'node:crypto';

/** The only source of chance. Injected, so that a test can replay what happened. */
export type Random = {
  /** @param n how many bytes */
  bytes(n: number): Uint8Array;
};

/** Fit for secrets: the operating system's cryptographic generator. */
export const systemRandom: Random = { bytes: (n) => new Uint8Array(randomBytes(n)) };

/** The same bytes for the same seed, whatever the size of each draw. For tests only: whoever knows the seed knows all. */
export function deterministicRandom(seed: string): Random {
  let block = new Uint8Array(0);
  let blocks = 0;
  const nextByte = (): number => {
    const [first] = block;
    if (first === undefined) {
      block = new Uint8Array(createHash('sha256').update(`${seed}/${blocks++}`).digest());
      return nextByte();
    }
    block = block.subarray(1);
    return first;
  };
  return { bytes: (n) => Uint8Array.from({ length: n }, nextByte) };
}

/** @returns `size` random bytes in lower-case hexadecimal: a name that nobody can guess. */
export function randomHex(random: Random, size: number): string {
  return Buffer.from(random.bytes(size)).toString('hex');
}
