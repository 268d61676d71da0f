import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, redirect, sendJson } from '../http.ts';
import { type Control, type Order, UnknownBehaviourError } from './control.ts';

/**
 * `POST /controle` with `{"system", "behaviour", "times"?, "delayMs"?}` orders a misbehaviour; `DELETE /controle` ends
 * them all; `GET /controle` lists those that stand. Answers to this machine only: a demonstration shown to others must
 * not let them break it. The forms of the home page post here too.
 */
export async function handleControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLoopback(request.socket.remoteAddress) || comesFromAnotherSite(request)) {
    return sendJson(response, 403, { error: 'the control endpoint answers to this machine only' });
  }
  switch (request.method) {
    case 'GET':
      return sendJson(response, 200, { active: control.active() });
    case 'DELETE':
      control.clear();
      return sendJson(response, 200, { active: [] });
    case 'POST':
      return await receiveOrder(control, request, response);
    default:
      return sendJson(response, 405, { error: 'GET, POST or DELETE' }, { allow: 'GET, POST, DELETE' });
  }
}

async function receiveOrder(control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const fromForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const body = await readBody(request);
  const order = fromForm ? fromFields(new URLSearchParams(body)) : parseOrder(body);
  if (order === 'clear') {
    control.clear();
    return redirect(response, '/');
  }
  if (order === undefined) {
    return sendJson(response, 400, { error: 'expected {"system", "behaviour", "times"?, "delayMs"?}' });
  }
  try {
    await control.set(order);
  } catch (error) {
    if (error instanceof UnknownBehaviourError) {
      return sendJson(response, 400, { error: error.message });
    }
    throw error;
  }
  return fromForm ? redirect(response, '/') : sendJson(response, 200, { active: control.active() });
}

/** The home page's buttons: `ordre` is `system/behaviour`, or `cesser`; a button orders one single time. */
function fromFields(fields: URLSearchParams): Order | 'clear' | undefined {
  const value = fields.get('ordre') ?? '';
  if (value === 'cesser') {
    return 'clear';
  }
  const [system, behaviour] = value.split('/');
  return system && behaviour ? { system, behaviour, times: 1 } : undefined;
}

function parseOrder(body: string): Order | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { system, behaviour, times, delayMs } = value as Record<string, unknown>;
  if (typeof system !== 'string' || typeof behaviour !== 'string') {
    return undefined;
  }
  if (!isCount(times) || !isCount(delayMs)) {
    return undefined;
  }
  return { system, behaviour, ...(times && { times }), ...(delayMs && { delayMs }) };
}

function isCount(value: unknown): value is number | undefined {
  return value === undefined || (Number.isSafeInteger(value) && Number(value) > 0);
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}

/** A page on the Internet could otherwise order misbehaviours through the visitor's own browser. */
function comesFromAnotherSite(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
