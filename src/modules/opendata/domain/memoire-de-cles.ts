/** The line on which each key of a file came first. */
export type MemoireDeCles = {
  /** The first time counts. @param cle as `clesOf` digests it */
  retenir(cle: string, ligne: number): void;
  ligneOf(cle: string): number | undefined;
};

/**
 * Remembers keys by 64 bits of their digest, after those that all have, with their line: 16 to 32 bytes a key, less than its
 * row takes in any file. A million rows weigh 25 megabytes.
 */
export function memoireDeCles(): MemoireDeCles {
  let [slots, count] = [new Uint32Array(WIDTH * SMALLEST), 0];
  const put = (high: number, low: number, ligne: number): void => {
    const at = slotOf(slots, high, low);
    if (slots[at + LINE] !== 0) return;
    slots.set([high, low, ligne], at);
    count += 1;
  };
  const grow = (): void => {
    const before = slots;
    [slots, count] = [new Uint32Array(2 * before.length), 0];
    for (let at = 0; at < before.length; at += WIDTH) {
      const [high = 0, low = 0, ligne = 0] = before.subarray(at, at + WIDTH);
      if (ligne !== 0) put(high, low, ligne);
    }
  };
  return {
    retenir(cle, ligne) {
      if (count * WIDTH > slots.length * FULLEST) grow();
      put(halfOf(cle, 8), halfOf(cle, 16), ligne);
    },
    ligneOf: (cle) => slots[slotOf(slots, halfOf(cle, 8), halfOf(cle, 16)) + LINE] || undefined,
  };
}

/** Two halves of the key, then its line, which is 0 in an empty slot. */
const WIDTH = 3;
const LINE = 2;

/** In slots; each growth doubles it. */
const SMALLEST = 1024;

const FULLEST = 0.75;

function halfOf(cle: string, from: number): number {
  return Number.parseInt(cle.slice(from, from + 8), 16);
}

/** @returns where the key is, or the empty slot where it would be */
function slotOf(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length / WIDTH - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = slot * WIDTH;
    if (slots[at + LINE] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
  }
}
