import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

export type SigningAlg = 'ES256' | 'RS256';

export interface SigningKey {
  readonly alg: SigningAlg;
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** The two signing keys of a provider. */
export type KeyPairs = Readonly<Record<SigningAlg, SigningKey>>;

/**
 * Reads the signing keys kept in `path`, or makes them on first use.
 *
 * They outlive a restart on purpose: the key identifiers are constant, as FranceConnect's are, so new keys at every
 * start would break the signature check of every relying party that still caches the old ones.
 *
 * @param kidOf the constant key identifier for an algorithm
 */
export async function loadKeys(path: string, kidOf: (alg: SigningAlg) => string): Promise<KeyPairs> {
  let stored: string;
  try {
    stored = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return renewKeys(path, kidOf);
    }
    throw error;
  }
  const pems: unknown = JSON.parse(stored);
  return { ES256: keyFrom('ES256', pems, path, kidOf), RS256: keyFrom('RS256', pems, path, kidOf) };
}

/** Makes new keys under the same identifiers, writes them to `path` (mode 0600) and returns them. */
export async function renewKeys(path: string, kidOf: (alg: SigningAlg) => string): Promise<KeyPairs> {
  const [ec, rsa] = await Promise.all([
    promisify(generateKeyPair)('ec', { namedCurve: 'P-256' }),
    promisify(generateKeyPair)('rsa', { modulusLength: 2048 }),
  ]);
  const pems = { ES256: toPem(ec.privateKey), RS256: toPem(rsa.privateKey) };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Written beside, then renamed: a process killed half-way must not leave half a key.
  await writeFile(`${path}.new`, JSON.stringify(pems), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return {
    ES256: { alg: 'ES256', kid: kidOf('ES256'), privateKey: ec.privateKey },
    RS256: { alg: 'RS256', kid: kidOf('RS256'), privateKey: rsa.privateKey },
  };
}

/** The private key as the JWK that `oidc-provider` wants. */
export function toJwk({ alg, kid, privateKey }: SigningKey) {
  return { ...privateKey.export({ format: 'jwk' }), alg, kid, use: 'sig' };
}

/** The public part, for those who verify a token without asking the server. */
export function publicKeyOf({ privateKey }: SigningKey): KeyObject {
  return createPublicKey(privateKey);
}

function keyFrom(alg: SigningAlg, pems: unknown, path: string, kidOf: (alg: SigningAlg) => string): SigningKey {
  const pem = typeof pems === 'object' && pems !== null ? Reflect.get(pems, alg) : undefined;
  if (typeof pem !== 'string') {
    throw new Error(`${path} holds no ${alg} key: delete it and the simulator will make new ones`);
  }
  return { alg, kid: kidOf(alg), privateKey: createPrivateKey(pem) };
}

function toPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}
