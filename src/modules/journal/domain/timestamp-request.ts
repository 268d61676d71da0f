import { type Hash, sha256 } from './bytes.ts';
import { children, contentOf, readDer, TAG, writeDer, writeInteger, writeOid } from './der.ts';
import { headBytes, type TreeHead } from './head.ts';

const SHA_256 = '2.16.840.1.101.3.4.2.1';

/** What an authority timestamps for a head: the SHA-256 of the bytes that are signed. */
export function headImprint(head: TreeHead): Hash {
  return sha256(headBytes(head));
}

/**
 * A request to a timestamping authority (TimeStampReq, RFC 3161 § 2.4.1), with its certificate asked for.
 *
 * @param nonce random bytes, which the token must repeat: an old answer cannot be replayed
 */
export function timestampRequest(imprint: Hash, nonce: Uint8Array): Uint8Array {
  const version = writeInteger(Uint8Array.of(1));
  const certReq = writeDer(TAG.boolean, Uint8Array.of(0xff));
  return writeDer(TAG.sequence, version, messageImprint(imprint), writeInteger(nonce), certReq);
}

/** MessageImprint: which hash, and its value. */
export function messageImprint(imprint: Hash): Uint8Array {
  const algorithm = writeDer(TAG.sequence, writeOid(SHA_256), writeDer(TAG.null));
  return writeDer(TAG.sequence, algorithm, writeDer(TAG.octetString, imprint));
}

/**
 * The token that an authority answered (TimeStampResp, RFC 3161 § 2.4.2).
 *
 * @throws Error when the authority refused, or the answer is not one
 */
export function tokenOfResponse(response: Uint8Array): Uint8Array {
  const [statusInfo, token] = children(readDer(response));
  const status = contentOf(children(statusInfo)[0], TAG.integer).reduce((sum, byte) => sum * 256 + byte, 0);
  // 0 granted, 1 granted with modifications.
  if (status > 1 || !token) throw new Error(`The timestamping authority refused (PKIStatus ${status})`);
  return token.raw;
}
