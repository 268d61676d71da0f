import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { epochSeconds, type Now } from '../clock.ts';
import { DATA_SCOPES } from '../france-connect/scopes.ts';

/** The tokens of habilitations, for the routes that are not FranceConnected. */
export interface Habilitation {
  /** Opens everything. To be sent as `Authorization: Bearer`. Lives eighteen months. */
  readonly token: string;
  /** What a request of DataPass was granted: its own scopes, and nothing once it is revoked. */
  tokenOf(demande: number, scopes: readonly string[]): string;
  check(token: string): { scopes: readonly string[] } | 'invalid' | 'expired' | 'blacklisted';
}

/**
 * Reads the secret kept in `path`, or makes one on first use and when the last one is over.
 * @param isRevoked what DataPass says of a request
 */
export async function loadHabilitation(
  path: string,
  now: Now,
  isRevoked: (demande: number) => boolean = () => false,
): Promise<Habilitation> {
  const kept = await readKept(path);
  const usable = kept !== undefined && kept.issuedAt + LIFETIME > epochSeconds(now);
  const { secret, issuedAt } = usable ? kept : await make(path, now);
  return {
    token: write({ issuedAt, secret }, Object.keys(DATA_SCOPES)),
    tokenOf: (demande, scopes) => write({ issuedAt, secret }, scopes, demande),
    check(candidate) {
      const payload = verify(candidate, secret);
      if (payload === undefined) {
        return 'invalid';
      }
      if (payload.demande !== undefined && isRevoked(payload.demande)) {
        return 'blacklisted';
      }
      return payload.exp > epochSeconds(now) ? { scopes: payload.scopes } : 'expired';
    },
  };
}

interface Kept {
  readonly secret: string;
  readonly issuedAt: number;
}

interface Payload {
  readonly scopes: readonly string[];
  readonly exp: number;
  readonly demande?: number;
}

async function readKept(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function make(path: string, now: Now): Promise<Kept> {
  const kept = { secret: randomBytes(32).toString('hex'), issuedAt: epochSeconds(now) };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, JSON.stringify(kept), { mode: 0o600 });
  return kept;
}

function write({ issuedAt, secret }: Kept, scopes: readonly string[], demande?: number): string {
  const payload = {
    uid: randomUUID(),
    jti: randomUUID(),
    scopes,
    sub: 'Parvis (simulateur)',
    iat: issuedAt,
    version: '1.0',
    exp: issuedAt + LIFETIME,
    ...(demande === undefined ? {} : { demande }),
  };
  const input = `${base64url({ alg: 'HS256' })}.${base64url(payload)}`;
  return `${input}.${hmac(input, secret)}`;
}

function verify(token: string, secret: string): Payload | undefined {
  const [header, payload, signature = ''] = token.split('.');
  const expected = Buffer.from(hmac(`${header}.${payload}`, secret));
  const given = Buffer.from(signature);
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  return genuine ? JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')) : undefined;
}

function hmac(input: string, secret: string): string {
  return createHmac('sha256', secret).update(input).digest('base64url');
}

function base64url(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Eighteen months, in seconds. */
const LIFETIME = 548 * 86_400;
