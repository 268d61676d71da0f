/** The little of ASN.1 DER (X.690) that a timestamp needs: writing a request, reading a token. */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag of `[n]` when it holds other values. */
export const contextTag = (n: number): number => 0xa0 + n;

export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag), writeLength(content.length), content]);
}

/** @param bytes a whole number, zero or more, most significant byte first */
export function writeInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const significant = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  // A leading bit of 1 would mean a negative number.
  const padding = (significant[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return writeDer(TAG.integer, padding, significant);
}

/** @param dotted e.g. `2.16.840.1.101.3.4.2.1` */
export function writeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return writeDer(TAG.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

export type DerValue = {
  readonly tag: number;
  readonly content: Uint8Array;
  /** The whole value, its tag and length included: what a signature covers. */
  readonly raw: Uint8Array;
};

/** @throws RangeError when the bytes are not exactly one DER value */
export function readDer(bytes: Uint8Array): DerValue {
  const [value, ...others] = readAll(bytes);
  if (!value || others.length > 0) throw new RangeError('Not exactly one DER value');
  return value;
}

/** The values that a sequence, a set or an explicit tag holds. @throws RangeError when it is not well formed */
export function children(value: DerValue | undefined): DerValue[] {
  if (!value) throw new RangeError('A DER value is missing');
  return readAll(value.content);
}

export function readOid(value: DerValue | undefined): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of contentOf(value, TAG.oid)) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(Math.floor(head / 40), 2);
  return [first, head - first * 40, ...rest].join('.');
}

/** The bytes of a value that must have this tag. */
export function contentOf(value: DerValue | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new RangeError(`DER tag ${tag} expected, ${value?.tag ?? 'nothing'} found`);
  return value.content;
}

function readAll(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    if ((tag & 0x1f) === 0x1f) throw new RangeError('DER tags of several bytes are not supported');
    const { length, start } = readLength(bytes, at + 1);
    if (start + length > bytes.length) throw new RangeError('A DER value is cut short');
    values.push({ tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return values;
}

function readLength(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = bytes[at];
  if (first === undefined) throw new RangeError('A DER value is cut short');
  if (first < 0x80) return { length: first, start: at + 1 };
  const size = first & 0x7f;
  // Zero is the indefinite length of BER, which DER forbids.
  if (size === 0 || size > 4 || at + size >= bytes.length) throw new RangeError('Not a DER length');
  const length = bytes.subarray(at + 1, at + 1 + size).reduce((sum, byte) => sum * 256 + byte, 0);
  return { length, start: at + 1 + size };
}

function writeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from([0x80 + bytes.length, ...bytes]);
}

function base128(arc: number): number[] {
  const bytes = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(128 + (rest % 128));
  return bytes;
}
