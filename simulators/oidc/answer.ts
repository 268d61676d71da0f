import { delay, epochSeconds, type Now } from '../clock.ts';
import type { Control } from '../control/control.ts';
import type { ClientRegistration, Definition } from './definition.ts';
import { decodeJwt } from './jwt.ts';
import type { KeyPairs } from './keys.ts';
import { signIdToken, signUserinfo } from './misbehave.ts';
import type { Store } from './store.ts';

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
interface Context {
  readonly path: string;
  readonly req: { readonly socket: { readonly destroyed: boolean } };
  status: number;
  type: string;
  body: unknown;
  set(headers: Record<string, string>): void;
  /** Present once the library has taken the request. */
  readonly oidc?: { readonly accessToken?: { readonly jti: string } };
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
      await next();
      ctx.set(CACHEABLE);
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
  const slow = control.take(definition.system, 'slow_token');
  if (slow) {
    await delay(slow.delayMs ?? 8_000, parts.signal);
    if (ctx.req.socket.destroyed) {
      // Whoever asked has hung up: there is nobody to answer.
      return;
    }
  }
  if (control.take(definition.system, 'token_html')) {
    ctx.status = 502;
    ctx.type = 'html';
    ctx.body = '<html><body><h1>502 Bad Gateway</h1></body></html>';
    return;
  }
  await next();
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
  ctx.body = { ...ctx.body, id_token: signIdToken({ header: {}, payload }, signing(parts)) };
}

async function userinfo(ctx: Context, next: Next, parts: Parts): Promise<void> {
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
  ctx.body = body;
  ctx.type = typeof body === 'string' ? 'application/jwt; charset=utf-8' : 'application/json; charset=utf-8';
}

function signing({ control, definition, client, keys, now }: Parts) {
  return { control, system: definition.system, key: keys[client.signingAlg ?? 'ES256'], now };
}
