import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { delay } from '../clock.ts';
import type { OidcSystem, ProviderBehaviour } from '../control/behaviours.ts';
import type { Control } from '../control/control.ts';

/** The little that is used of the library's own context. */
export interface Answer {
  readonly req: { readonly socket: { readonly destroyed: boolean; destroy(): void } };
  status: number;
  type: string;
  body: unknown;
  set(headers: Record<string, string>): void;
}

interface Line {
  readonly control: Control;
  readonly system: OidcSystem;
  /** Aborted when the simulators close. */
  readonly signal: AbortSignal;
}

/**
 * Everything that goes wrong on the way, whatever would have been answered.
 * @returns true when the answer is taken care of
 */
export async function breakDown(
  behaviours: readonly ProviderBehaviour[],
  ctx: Answer,
  { control, system, signal }: Line,
): Promise<boolean> {
  const order = control.takeAny(system, behaviours);
  if (!order) {
    return false;
  }
  const name = order.behaviour as ProviderBehaviour;
  if (name === 'slow_token' || name === 'slow_userinfo') {
    await delay(order.delayMs ?? 8_000, signal);
    // Whoever asked may have hung up: there is nobody to answer then.
    return ctx.req.socket.destroyed;
  }
  BREAKDOWNS[name]?.(ctx, signal);
  return true;
}

const BREAKDOWNS: Partial<Record<ProviderBehaviour, (ctx: Answer, signal: AbortSignal) => void>> = {
  token_html: (ctx) => html(ctx, 502, '502 Bad Gateway'),
  token_html_200: (ctx) => html(ctx, 200, 'Maintenance'),
  token_500: (ctx) => json(ctx, 500, '{"error":"server_error"}'),
  token_reset: (ctx) => ctx.req.socket.destroy(),
  token_huge: (ctx) => json(ctx, 200, `{"x":"${'x'.repeat(TWENTY_MEGABYTES)}"}`),
  token_gzip_bomb(ctx) {
    ctx.set({ 'content-encoding': 'gzip' });
    json(ctx, 200, gzipSync(Buffer.alloc(TWENTY_MEGABYTES, ' ')));
  },
  token_drip: (ctx, signal) => json(ctx, 200, Readable.from(drip(signal))),
  userinfo_401(ctx) {
    ctx.set({ 'www-authenticate': 'Bearer realm="simulateur", error="invalid_token"' });
    json(ctx, 401, '{"error":"invalid_token"}');
  },
  jwks_503: (ctx) => html(ctx, 503, 'Service Unavailable'),
  jwks_html: (ctx) => html(ctx, 200, 'Maintenance'),
  jwks_empty: (ctx) => json(ctx, 200, '{"keys":[]}'),
};

const TWENTY_MEGABYTES = 20_000_000;

function html(ctx: Answer, status: number, title: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = `<html><body><h1>${title}</h1></body></html>`;
}

function json(ctx: Answer, status: number, body: string | Buffer | Readable): void {
  ctx.status = status;
  ctx.type = 'json';
  ctx.body = body;
}

async function* drip(signal: AbortSignal): AsyncGenerator<string> {
  while (!signal.aborted) {
    yield ' ';
    await wait(200);
  }
}
