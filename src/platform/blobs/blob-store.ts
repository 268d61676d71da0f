import type { Readable } from 'node:stream';

/** Where files rest, each under the SHA-256 of its content: what is there never changes and is never there twice. */
export type BlobStore = {
  /** Takes the file at `path`, whole or not at all; the file may be gone from there afterwards. Idempotent. */
  put(path: string, sha256: string): Promise<void>;
  /** @throws NotFound */
  get(sha256: string): Promise<Readable>;
  /** In bytes; undefined when it is not there. */
  size(sha256: string): Promise<number | undefined>;
  /** Idempotent. */
  remove(sha256: string): Promise<void>;
  isReady(): Promise<boolean>;
};

/** `aa/bb/aabb…`: no folder grows beyond what file systems and humans can list. */
export function keyOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A blob is named by its SHA-256 in hexadecimal');
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

export const MISSING_BLOB = 'Ce fichier n’existe pas ou plus.';
