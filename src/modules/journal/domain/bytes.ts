import { hash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Uint8Array;

export function sha256(bytes: Uint8Array): Hash {
  return hash('sha256', bytes, 'buffer');
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Lower-case hexadecimal of exactly `length` bytes: each byte string has one text only, so no edit goes unseen. */
export function isHex(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length === 2 * length && /^[0-9a-f]*$/.test(value);
}

/** @throws TypeError when `text` is not lower-case hexadecimal. */
export function fromHex(text: string): Uint8Array {
  if (!isHex(text, text.length / 2)) throw new TypeError('Not lower-case hexadecimal');
  return Buffer.from(text, 'hex');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
