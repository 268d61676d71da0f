import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { fromHex, isHex, sha256, toHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { isCount, isInstant, membersOf } from './shape.ts';

/** The state of the whole journal at one instant: its size and the one hash that depends on every entry. */
export type TreeHead = {
  /** Whose journal it is: the address of the installation. */
  readonly origin: string;
  /** How many entries. */
  readonly size: number;
  /** Root of the tree, hexadecimal. */
  readonly root: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string;
};

export type SignedHead = TreeHead & {
  /** Which key signed; see `keyIdOf`. */
  readonly keyId: string;
  /** Ed25519, hexadecimal. */
  readonly signature: string;
};

/** DER of an Ed25519 public key (SubjectPublicKeyInfo, RFC 8410): always 44 bytes. */
export const PUBLIC_KEY_BYTES = 44;
export const SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 16;

/**
 * What is signed and timestamped: a first line that says what it is, so that the signature can serve nowhere else,
 * then the head's canonical JSON.
 */
export function headBytes({ origin, size, root, at }: TreeHead): Uint8Array {
  return utf8(`parvis-tete/1\n${canonicalJson({ origin, size, root, at })}`);
}

export function signHead(head: TreeHead, key: KeyObject): SignedHead {
  const { origin, size, root, at } = head;
  const keyId = keyIdOf(publicKeyHex(key));
  return { origin, size, root, at, keyId, signature: toHex(sign(null, headBytes(head), key)) };
}

/** @param signature hexadecimal */
export function verifyHead(head: TreeHead, signature: string, publicKey: KeyObject): boolean {
  return isHex(signature, SIGNATURE_BYTES) && verify(null, headBytes(head), publicKey, fromHex(signature));
}

/**
 * The fingerprint of a key: the first 16 bytes of the SHA-256 of its DER, in hexadecimal. Short enough to compare by
 * eye, long enough that nobody can make another key with the same one.
 */
export function keyIdOf(publicKey: string): string {
  return toHex(sha256(fromHex(publicKey)).subarray(0, KEY_ID_BYTES));
}

/** The public half of a key, as the hexadecimal of its DER. */
export function publicKeyHex(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return toHex(publicKey.export({ format: 'der', type: 'spki' }));
}

export function parsePublicKey(hex: unknown): Result<KeyObject> {
  if (!isHex(hex, PUBLIC_KEY_BYTES)) return refuse('Not the DER of an Ed25519 public key');
  try {
    const key = createPublicKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'spki' });
    // Read back, so that two texts can never stand for the same key.
    return key.asymmetricKeyType === 'ed25519' && publicKeyHex(key) === hex ? ok(key) : refuse('Not an Ed25519 key');
  } catch {
    return refuse('Not a public key');
  }
}

export function parseHead(value: unknown): TreeHead | undefined {
  const fields = membersOf(value, ['origin', 'size', 'root', 'at']);
  if (!fields) return undefined;
  const { origin, size, root, at } = fields;
  if (typeof origin !== 'string' || origin === '' || origin.length > 200) return undefined;
  if (!isCount(size) || !isHex(root, 32) || !isInstant(at)) return undefined;
  return { origin, size, root, at };
}
