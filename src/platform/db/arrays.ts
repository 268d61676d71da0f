/*
 * Parameters for batches of thousands of rows, an array a column, in the binary form of PostgreSQL. As text, each value is
 * escaped by `pg`, then unescaped by PostgreSQL: half the time of an `insert`, on both sides.
 */

/** Texts as their array has them, each after its length. */
export type Texts = {
  /** After room for the header of the array. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each begins, in bytes, then where the last one ends. */
  readonly starts: Uint32Array<ArrayBuffer>;
};

export type TextPile = {
  push(text: string): void;
  /** Those pushed since the last time. */
  take(): Texts;
};

/**
 * Writes texts as their array will have them, each as soon as it is known. As strings until their batch is whole, they
 * would all live long enough for the garbage collector of V8 to move them twice.
 */
export function textPile(capacity = 65_536): TextPile {
  let [buffer, end] = [Buffer.allocUnsafeSlow(HEADER + capacity), HEADER];
  let starts: number[] = [];
  return {
    push(text) {
      const room = LENGTH + text.length * LONGEST_UNIT;
      if (end + room > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(2 * buffer.length + room);
        buffer.copy(larger, 0, 0, end);
        buffer = larger;
      }
      const written = buffer.write(text, end + LENGTH);
      buffer.writeInt32BE(written, end);
      starts.push(end);
      end += LENGTH + written;
    },
    take() {
      const taken = { bytes: buffer.subarray(0, end), starts: Uint32Array.from(starts.concat(end)) };
      // The next ones are likely to take as much.
      [buffer, end, starts] = [Buffer.allocUnsafeSlow(HEADER + Math.max(capacity, Math.ceil(1.25 * end))), HEADER, []];
      return taken;
    },
  };
}

/** @param rank from 0, in the order of `push`. @throws RangeError */
export function textAt({ bytes, starts }: Texts, rank: number): string {
  const [start, end] = [starts[rank], starts[rank + 1]];
  if (start === undefined || end === undefined) throw new RangeError(`There is no text of rank ${rank}`);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start + LENGTH, end - start - LENGTH).toString();
}

/** For `::text[]`, of the texts of these ranks. */
export function textArray(texts: Texts, ranks: readonly number[]): Buffer {
  return arrayOf(TEXT, texts, ranks);
}

/** For `::json[]`, of JSON already written. Null is null. */
export function jsonArray(texts: Texts, ranks: readonly (number | null)[]): Buffer {
  return arrayOf(JSON_TEXT, texts, ranks);
}

function arrayOf(oid: number, { bytes, starts }: Texts, ranks: readonly (number | null)[]): Buffer {
  const boundOf = (rank: number): number => {
    const bound = starts[rank];
    if (bound === undefined) throw new RangeError(`There is no text of rank ${rank}`);
    return bound;
  };
  // All of them, as they are: it is the array already.
  if (ranks.length === starts.length - 1 && ranks.every((rank, index) => rank === index)) {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    writeHeader(whole, oid, ranks);
    return whole;
  }
  const size = ranks.reduce<number>(
    (sum, rank) => sum + (rank === null ? LENGTH : boundOf(rank + 1) - boundOf(rank)),
    HEADER,
  );
  const array = Buffer.allocUnsafe(size);
  let at = writeHeader(array, oid, ranks);
  for (let index = 0; index < ranks.length; ) {
    const rank = ranks[index] ?? null;
    index += 1;
    if (rank === null) {
      at = array.writeInt32BE(-1, at);
      continue;
    }
    // Ranks that follow each other are one copy.
    let last = rank;
    for (; ranks[index] === last + 1; index += 1) last += 1;
    const copied = bytes.subarray(boundOf(rank), boundOf(last + 1));
    array.set(copied, at);
    at += copied.length;
  }
  return array;
}

/** For `::integer[]`. */
export const integerArray = fixedArray<number>({
  oid: 23,
  width: 4,
  write: (buffer, value, at) => buffer.writeInt32BE(value, at),
});

/** For `::uuid[]`, of 32 hexadecimal digits each. @throws RangeError when there are others */
export const uuidArray = fixedArray<string>({
  oid: 2950,
  width: 16,
  write(buffer, value, at) {
    const written = buffer.write(value, at, 'hex');
    if (written !== 16 || value.length !== 32) throw new RangeError('These are not 32 hexadecimal digits');
  },
});

type Element<T> = {
  /** As in `pg_type`: PostgreSQL never renumbers its own types. */
  readonly oid: number;
  /** In bytes. */
  readonly width: number;
  write(buffer: Buffer, value: T, at: number): void;
};

const [TEXT, JSON_TEXT] = [25, 114];
const HEADER = 20;
const LENGTH = 4;

/** Bytes of UTF-8 that one unit of a string may take. */
const LONGEST_UNIT = 3;

function fixedArray<T>({ oid, width, write }: Element<T>): (values: readonly T[]) => Buffer {
  return (values) => {
    const buffer = Buffer.allocUnsafe(HEADER + values.length * (LENGTH + width));
    let at = writeHeader(buffer, oid, values);
    for (const value of values) {
      at = buffer.writeInt32BE(width, at);
      write(buffer, value, at);
      at += width;
    }
    return buffer;
  };
}

/** One dimension, whether some are null, their type, how many, from 1; each follows its length, which is -1 for null. */
function writeHeader(buffer: Buffer, oid: number, values: readonly unknown[]): number {
  return [1, values.includes(null) ? 1 : 0, oid, values.length, 1].reduce(
    (at, integer) => buffer.writeInt32BE(integer, at),
    0,
  );
}
