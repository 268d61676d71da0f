import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  type webcrypto,
} from 'node:crypto';

/** How FranceConnect+ encrypts for a service, as it was registered. */
export interface Encryption {
  /** The service's public key: P-256 for ECDH-ES, RSA for RSA-OAEP-256. */
  readonly jwk: webcrypto.JsonWebKey & { readonly kid?: string };
}

const ENC = 'A256GCM';

/** Encrypts a signed token for the service: a nested JWT (RFC 7516 § 3.1, RFC 7519 § 5.2). */
export function encryptJwt(token: string, { jwk }: Encryption): string {
  const recipient = createPublicKey({ key: jwk, format: 'jwk' });
  const { header, key, wrapped } = jwk.kty === 'EC' ? agree(recipient) : wrap(recipient);
  const complete = { ...header, enc: ENC, cty: 'JWT', ...(jwk.kid && { kid: jwk.kid }) };
  const protectedHeader = Buffer.from(JSON.stringify(complete)).toString('base64url');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(protectedHeader));
  const body = Buffer.concat([cipher.update(token), cipher.final()]);
  const parts = [wrapped, iv, body, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [protectedHeader, ...parts].join('.');
}

/** RFC 7518 § 4.6: the key is derived from a fresh pair of ours and theirs, and nothing is wrapped. */
function agree(recipient: KeyObject) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const shared = diffieHellman({ privateKey, publicKey: recipient });
  const lengthAndText = (text: string) => Buffer.concat([uint32(text.length), Buffer.from(text)]);
  const info = [lengthAndText(ENC), lengthAndText(''), lengthAndText(''), uint32(256)];
  const key = createHash('sha256')
    .update(Buffer.concat([uint32(1), shared, ...info]))
    .digest();
  return { header: { alg: 'ECDH-ES', epk: publicKey.export({ format: 'jwk' }) }, key, wrapped: Buffer.alloc(0) };
}

function wrap(recipient: KeyObject) {
  const key = randomBytes(32);
  const padding = { key: recipient, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  return { header: { alg: 'RSA-OAEP-256' }, key, wrapped: publicEncrypt(padding, key) };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
