import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { delay, type Now } from '../clock.ts';
import type { Control } from '../control/control.ts';
import { sendJson } from '../http.ts';

export interface RegistreOptions {
  readonly control: Control;
  readonly now: Now;
  readonly signal: AbortSignal;
}

/** A public register. `path` comes without the prefix under which it is mounted. */
export interface RegistreServer {
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

type RegistreSystem = 'api-entreprise' | 'recherche-entreprises' | 'ban' | 'geo';

/** How a register says that it refuses, or that it is broken: each in its own words. */
interface Refusals {
  /** Body of a 429. */
  readonly tooMany: unknown;
  /** Body of a breakdown, with its status. */
  readonly broken: readonly [status: number, body: unknown];
  /** Seconds that a 429 asks to wait. */
  readonly retryAfter: number;
}

/**
 * What all registers do when they are told to go wrong.
 *
 * @returns true when the request has been dealt with, badly, as ordered
 */
export async function misbehave(
  { control, signal }: RegistreOptions,
  system: RegistreSystem,
  { tooMany, broken, retryAfter }: Refusals,
  response: ServerResponse,
): Promise<boolean> {
  const slow = control.take(system, 'slow');
  if (slow) await delay(slow.delayMs ?? 8_000, signal);
  if (control.take(system, 'silence')) return true;
  if (control.take(system, '429')) {
    sendJson(response, 429, tooMany, { 'retry-after': String(retryAfter) });
    return true;
  }
  if (control.take(system, 'panne')) {
    sendJson(response, broken[0], broken[1]);
    return true;
  }
  const order = control.takeAny(system, ['html', 'garbage', 'gzip_bomb']);
  if (!order) return false;
  switch (order.behaviour) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body><h1>Maintenance</h1></body></html>');
      break;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x7b, 0xff, 0x00, 0x22]));
      break;
    default:
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(50_000_000, ' ')));
  }
  return true;
}
