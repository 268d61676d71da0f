import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../journal/index.ts';

/** The SHA-256 of the canonical text (RFC 8785): two data are the same when theirs are. */
export function empreinteOf(data: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalJson(data as Json))
    .digest();
}
