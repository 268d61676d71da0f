import { sign, verify } from 'node:crypto';
import { publicKeyOf, type SigningKey } from './keys.ts';

export type Claims = Record<string, unknown>;

export interface Jwt {
  readonly header: Claims;
  readonly payload: Claims;
}

/** Signs compactly. `header` may override `alg` and `kid`, which is how a lying token is made. */
export function signJwt({ header, payload }: Jwt, key: SigningKey): string {
  const input = `${encode({ alg: key.alg, kid: key.kid, ...header })}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** Reads without verifying: for tokens that this very process has just issued. */
export function decodeJwt(token: string): Jwt {
  const [header, payload] = token.split('.');
  return { header: decode(header), payload: decode(payload) };
}

/** The content of a token that `key` signed, or `undefined`. Expiry is the caller's business. */
export function verifyJwt(token: string, key: SigningKey): Jwt | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return undefined;
  }
  const genuine = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: publicKeyOf(key), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return genuine ? decodeJwt(token) : undefined;
}

function encode(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part: string | undefined): Claims {
  const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('a part of this JWT is not a JSON object');
  }
  return { ...value };
}
