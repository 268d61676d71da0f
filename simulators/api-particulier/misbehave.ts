import type { ServerResponse } from 'node:http';
import type { Behaviour } from '../control/behaviours.ts';
import type { Control } from '../control/control.ts';
import { type Answer, legacyError, refuse } from './errors.ts';

/** How a misbehaviour ends: nothing said at all, an answer of its own, or the normal course of things. */
type Mishap = 'silence' | Answer | undefined;

/** What goes wrong before the request is even looked at. */
export function mishapBefore(control: Control): Mishap {
  if (control.take('api-particulier', 'silence')) {
    return 'silence';
  }
  const order = control.takeAny('api-particulier', Object.keys(ANSWERS) as Behaviour<'api-particulier'>[]);
  return order && ANSWERS[order.behaviour]?.();
}

/** Writes an answer, honestly unless ordered to spoil it on the way. */
export function writeAnswer(
  control: Control,
  response: ServerResponse,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
): void {
  const spoil = control.takeAny('api-particulier', Object.keys(SPOILS) as Behaviour<'api-particulier'>[]);
  const honest = { status: answer.status, type: 'application/json; charset=utf-8', body: JSON.stringify(answer.body) };
  const { status, type, body } = spoil ? { ...honest, ...SPOILS[spoil.behaviour]?.(honest.body) } : honest;
  response.writeHead(status, { 'content-type': type, ...headers, ...answer.headers });
  response.end(body);
}

const ANSWERS: Readonly<Record<string, () => Answer>> = {
  '401': () => refuse('invalidToken'),
  '403': () => refuse('insufficientPrivileges'),
  '404': () => refuse('allocataireNotFound'),
  '409': () => refuse('conflict'),
  '429': () => refuse('tooManyRequests', { 'retry-after': '30' }),
  '429_bare': () => refuse('tooManyRequests'),
  '502': () => refuse('unknownProviderError'),
  '504': () => refuse('providerTimeout'),
  technical_404: () => refuse('disguisedFailure'),
  legacy_error: () => legacyError(503, 'provider_unknown_error', 'Erreur inconnue du fournisseur de donnée (CNAV)'),
};

interface Spoiled {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Buffer;
}

const SPOILS: Readonly<Record<string, (body: string) => Spoiled>> = {
  garbage: () => ({ status: 200, body: Buffer.from([0x1f, 0x8b, 0x00, 0xff, 0xfe, 0x7b, 0x22, 0x00, 0xc3, 0x28]) }),
  html: () => ({ status: 200, type: 'text/html', body: '<html><body><h1>Service indisponible</h1></body></html>' }),
  truncated: (body) => ({ body: body.slice(0, Math.floor(body.length / 2)) }),
  empty: () => ({ status: 200, body: '' }),
  errors_in_200: () => ({ status: 200, body: JSON.stringify(refuse('disguisedFailure').body) }),
};
