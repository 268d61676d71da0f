import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps a secret in the database so that a copy of the database does not give it away. */
export type Seal = {
  /** @param place where it will be kept, e.g. the id of its row: moved elsewhere, it does not open */
  seal(text: string, place?: string): Buffer;
  /** @returns undefined when it was altered, or sealed under an unknown secret, for another purpose or another place */
  open(sealed: Uint8Array, place?: string): string | undefined;
  /** False when it was sealed under the previous secret: `parvis secrets rotate` seals it again. */
  isCurrent(sealed: Uint8Array): boolean;
  /** The same for the same text, and nothing to whoever lacks the secret: to count without knowing. */
  digest(text: string): Buffer;
  /** `inconnu` when the secret under which the digest was made is gone: it can be compared with nothing. */
  compare(text: string, digest: Uint8Array): 'egal' | 'autre' | 'inconnu';
};

/** What comes first in a sealed text: the version of this format, then which key closed it. */
const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const DIGEST_BYTES = 32;

/**
 * AES-256-GCM under a key derived from the installation's secret (HKDF, RFC 5869); one key a purpose.
 * @param precedent the secret before this one: what it sealed still opens, nothing new is sealed with it
 */
export function makeSeal(secret: string, purpose: string, precedent?: string): Seal {
  const current = keysOf(secret, purpose);
  const known = precedent === undefined ? [current] : [current, keysOf(precedent, purpose)];
  const keysFor = (id: Uint8Array) => known.find((keys) => keys.id.equals(id));
  return {
    seal(text, place = '') {
      const header = Buffer.concat([Buffer.of(VERSION), current.id]);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.seal, nonce).setAAD(bound(header, place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place = '') {
      const bytes = Buffer.from(sealed);
      if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined;
      const [header, rest] = [bytes.subarray(0, HEADER_BYTES), bytes.subarray(HEADER_BYTES)];
      const keys = keysFor(header.subarray(1));
      if (!keys) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', keys.seal, rest.subarray(0, NONCE_BYTES));
      decipher.setAAD(bound(header, place)).setAuthTag(rest.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(rest.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
      } catch {
        return undefined;
      }
    },
    isCurrent: (sealed) => sealed[0] === VERSION && current.id.equals(sealed.subarray(1, HEADER_BYTES)),
    digest: (text) => digestUnder(current, text),
    compare(text, digest) {
      if (digest.length !== KEY_ID_BYTES + DIGEST_BYTES) return 'inconnu';
      const keys = keysFor(digest.subarray(0, KEY_ID_BYTES));
      if (!keys) return 'inconnu';
      return digestUnder(keys, text).equals(digest) ? 'egal' : 'autre';
    },
  };
}

type Keys = { readonly id: Buffer; readonly seal: Buffer; readonly digest: Buffer };

/** The id says nothing of the key: it is derived beside it. */
function keysOf(secret: string, purpose: string): Keys {
  const derive = (use: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `parvis ${purpose} ${use}`, bytes));
  return { id: derive('id', KEY_ID_BYTES), seal: derive('seal', 32), digest: derive('digest', 32) };
}

function digestUnder(keys: Keys, text: string): Buffer {
  return Buffer.concat([keys.id, createHmac('sha256', keys.digest).update(text).digest()]);
}

function bound(header: Buffer, place: string): Buffer {
  return Buffer.concat([header, Buffer.from(place)]);
}
