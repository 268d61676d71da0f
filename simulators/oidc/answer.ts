import { epochSeconds, type Now } from '../clock.ts';
import type { Control } from '../control/control.ts';
import type { ClientRegistration, Definition } from './definition.ts';
import { encryptJwt } from './jwe.ts';
import { decodeJwt } from './jwt.ts';
import type { KeyPairs } from './keys.ts';
import { signIdToken, signUserinfo } from './misbehave.ts';
import type { Store } from './store.ts';
import { type Answer, breakDown } from './transport.ts';

export interface Parts {
  readonly definition: Definition;
  readonly client: ClientRegistration;
  readonly keys: KeyPairs;
  readonly store: Store;
  readonly control: Control;
  readonly now: Now;
  readonly signal: AbortSignal;
}

/** The little that is used of the library's own context. */
interface Context extends Answer {
  readonly path: string;
  /** Present once the library has taken the request. */
  readonly oidc?: {
    readonly accessToken?: { readonly jti: string };
    readonly params?: { readonly grant_type?: unknown };
  };
}

type Next = () => Promise<unknown>;

/** Around the library: what the real providers answer differently, and what they are ordered to get wrong. */
export async function answer(ctx: Context, next: Next, parts: Parts): Promise<void> {
  switch (ctx.path) {
    case '/token':
      return token(ctx, next, parts);
    case '/userinfo':
      return userinfo(ctx, next, parts);
    case '/jwks':
      ctx.set(CACHEABLE);
      if (!(await breakDown(['jwks_503', 'jwks_html', 'jwks_empty'], ctx, lineOf(parts)))) {
        await next();
      }
      return;
    default:
      await next();
  }
}

/** FranceConnect lets its discovery document and its keys be cached for ten minutes. */
export const CACHEABLE = { 'cache-control': 'public, max-age=600' };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

async function token(ctx: Context, next: Next, parts: Parts): Promise<void> {
  const { definition, control, now } = parts;
  if (await breakDown(TOKEN_BREAKDOWNS, ctx, lineOf(parts))) {
    return;
  }
  await next();
  if (ctx.oidc?.params?.grant_type === 'refresh_token' && control.take(definition.system, 'refresh_refused')) {
    ctx.status = 400;
    ctx.body = { error: 'invalid_grant', error_description: 'grant request is invalid' };
    return;
  }
  if (ctx.status !== 200 || !isRecord(ctx.body) || typeof ctx.body['id_token'] !== 'string') {
    return;
  }
  const issuedAt = epochSeconds(now);
  const payload: Record<string, unknown> = {
    ...decodeJwt(ctx.body['id_token']).payload,
    iat: issuedAt,
    exp: issuedAt + definition.lifetimes.idToken,
  };
  for (const claim of definition.omittedFromIdToken) {
    delete payload[claim];
  }
  ctx.body = {
    ...ctx.body,
    id_token: closed(signIdToken({ header: {}, payload }, signing(parts)), parts),
    ...(control.take(definition.system, 'unexpected_refresh_token') && { refresh_token: 'jeton-inattendu' }),
  };
}

async function userinfo(ctx: Context, next: Next, parts: Parts): Promise<void> {
  if (await breakDown(['userinfo_401', 'slow_userinfo'], ctx, lineOf(parts))) {
    return;
  }
  await next();
  if (ctx.status !== 200 || typeof ctx.body !== 'string') {
    return;
  }
  const expiry = parts.store.expiryOf('AccessToken', ctx.oidc?.accessToken?.jti ?? '') ?? 0;
  const payload = {
    ...decodeJwt(ctx.body).payload,
    iat: epochSeconds(parts.now),
    exp: Math.floor(expiry / 1000),
  };
  const body = signUserinfo({ header: {}, payload }, signing(parts));
  ctx.body = typeof body === 'string' ? closed(body, parts) : body;
  const type = typeof body === 'string' ? 'application/jwt' : 'application/json';
  ctx.type = `${parts.control.take(parts.definition.system, 'userinfo_wrong_type') ? 'text/html' : type}; charset=utf-8`;
}

const TOKEN_BREAKDOWNS = [
  ...(['slow_token', 'token_html', 'token_html_200', 'token_500'] as const),
  ...(['token_reset', 'token_huge', 'token_gzip_bomb', 'token_drip'] as const),
];

/** Encrypted for the service, where it asked for that. */
function closed(token: string, { client }: Parts): string {
  return client.encryption ? encryptJwt(token, client.encryption) : token;
}

function lineOf({ control, definition, signal }: Parts) {
  return { control, system: definition.system, signal };
}

function signing({ control, definition, client, keys, now }: Parts) {
  const { clientSecret, signingAlg: alg = 'ES256' } = client;
  return { control, system: definition.system, keys, alg, clientSecret, now };
}
