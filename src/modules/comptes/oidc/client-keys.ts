import { createPrivateKey, createPublicKey, hash, type KeyObject, type webcrypto } from 'node:crypto';
import * as oidc from 'openid-client';

/** The keys of the service at one provider, in PEM (PKCS#8). Either may be absent. */
export type ClientKeys = {
  /** Proves who we are to the token endpoint (`private_key_jwt`), instead of a secret. */
  readonly signature?: string;
  /** Opens what FranceConnect+ encrypts for us. */
  readonly dechiffrement?: string;
};

/** How the service proves who it is: by its key when it has one, else by its secret in the body of the request. */
export function clientAuthentication(secret: string | undefined, keys: ClientKeys): oidc.ClientAuth {
  if (!keys.signature) return oidc.ClientSecretPost(secret);
  const key = createPrivateKey(keys.signature);
  return oidc.PrivateKeyJwt({ key: forLibrary(key.toCryptoKey(signing(key), false, ['sign'])), kid: thumbprint(key) });
}

/** The extension of a configuration that opens encrypted answers, as FranceConnect+ sends them. */
export function decryption(keys: ClientKeys): ((configuration: oidc.Configuration) => void)[] {
  if (!keys.dechiffrement) return [];
  const key = createPrivateKey(keys.dechiffrement);
  const usable = isEc(key)
    ? key.toCryptoKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
    : key.toCryptoKey({ name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt']);
  const named = { key: forLibrary(usable), kid: thumbprint(key) };
  return [(configuration) => oidc.enableDecryptingResponses(configuration, ['A256GCM'], named)];
}

/** The public halves, as the provider fetches them (RFC 7517). */
export function publicKeySet(keys: ClientKeys): { readonly keys: readonly object[] } {
  const { signature, dechiffrement } = keys;
  return {
    keys: [
      ...(signature ? [publicKey(signature, 'sig', (ec) => (ec ? 'ES256' : 'RS256'))] : []),
      ...(dechiffrement ? [publicKey(dechiffrement, 'enc', (ec) => (ec ? 'ECDH-ES' : 'RSA-OAEP-256'))] : []),
    ],
  };
}

function publicKey(pem: string, use: 'sig' | 'enc', algorithm: (ec: boolean) => string) {
  const key = createPrivateKey(pem);
  return { ...createPublicKey(key).export({ format: 'jwk' }), use, alg: algorithm(isEc(key)), kid: thumbprint(key) };
}

function signing(key: KeyObject) {
  return isEc(key) ? { name: 'ECDSA', namedCurve: 'P-256' } : ({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const);
}

/** The same object: Node's types know uses of a key that the browsers' types, which the library follows, do not. */
function forLibrary(key: webcrypto.CryptoKey): CryptoKey {
  return key as CryptoKey;
}

function isEc(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec';
}

/** RFC 7638: a name that follows from the key, so that nobody has to invent one. */
function thumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = createPublicKey(key).export({ format: 'jwk' });
  return hash('sha256', JSON.stringify(kty === 'EC' ? { crv, kty, x, y } : { e, kty, n }), 'base64url');
}
