import { hash } from 'node:crypto';
import type { Random } from '../../../platform/random.ts';

/** 256 bits: given to the browser or mailed, never stored. 43 characters, enough for FranceConnect's state and nonce. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

/** What is stored of a token: a copy of the table gives no token back. */
export function empreinteOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
