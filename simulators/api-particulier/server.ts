import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { delay, type Now } from '../clock.ts';
import type { Control } from '../control/control.ts';
import type { Introspection } from '../oidc/server.ts';
import { type Bearer, identify } from './bearer.ts';
import { createCache } from './cache.ts';
import { type Answer, noSuchRoute, refuse } from './errors.ts';
import { type Habilitation, loadHabilitation } from './habilitation.ts';
import { createLimiter } from './limits.ts';
import { mishapBefore, writeAnswer } from './misbehave.ts';
import type { DataRoute } from './route.ts';
import { routes } from './routes/index.ts';

interface ApiParticulierOptions {
  readonly stateDir: string;
  readonly control: Control;
  readonly now: Now;
  readonly signal: AbortSignal;
  /** What DataPass says of the request that a token was given for. */
  isRevoked?(demande: number): boolean;
  /** Asks FranceConnect what an access token opens. */
  introspect(token: string): Promise<Introspection | undefined>;
}

interface ApiParticulierServer {
  readonly habilitation: Habilitation;
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

/** API Particulier, in front of the people's files. */
export async function createApiParticulier(options: ApiParticulierOptions): Promise<ApiParticulierServer> {
  const { control, now, signal } = options;
  const path = join(options.stateDir, 'api-particulier-habilitation.json');
  const habilitation = await loadHabilitation(path, now, options.isRevoked);
  const perMinute = createLimiter(1_000, 60_000, now);
  const perSecond = createLimiter(20, 1_000, now);
  const cache = createCache(now);
  const underWay = new Set<string>();

  async function handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { remaining, resetsAt } = perMinute.count(request.socket.remoteAddress ?? '');
    const headers = {
      'x-request-id': randomUUID(),
      'ratelimit-limit': '1000',
      'ratelimit-remaining': String(Math.max(0, remaining)),
      'ratelimit-reset': String(resetsAt),
    };
    const tooMany = () => refuse('tooManyRequests', { 'retry-after': String(resetsAt - Math.floor(now() / 1000)) });
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const route = request.method === 'GET' ? routes.find((candidate) => candidate.path === path) : undefined;
    if (route?.access === 'open') {
      const scopesOf = (token: string) => {
        const checked = habilitation.check(token);
        return typeof checked === 'object' ? checked.scopes : undefined;
      };
      return writeAnswer(control, response, route.answer({ query, now, scopesOf }), headers);
    }
    if (route === undefined) {
      return writeAnswer(control, response, noSuchRoute(), headers);
    }
    if (remaining < 0) {
      return writeAnswer(control, response, tooMany(), headers);
    }
    const mishap = mishapBefore(control);
    if (mishap === 'silence') {
      return;
    }
    writeAnswer(control, response, mishap ?? (await answerData(route, request, query)), headers);
  }

  async function answerData(route: DataRoute, request: IncomingMessage, query: URLSearchParams): Promise<Answer> {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const bearer = await identify(route, token, { habilitation, introspect: options.introspect });
    if ('status' in bearer) {
      return bearer;
    }
    if (!route.scopes.some((scope) => bearer.scopes.has(scope))) {
      return refuse('insufficientPrivileges');
    }
    if (!/^\d{14}$/.test(query.get('recipient') ?? '')) {
      return refuse('recipient');
    }
    if (perSecond.count(token ?? '').remaining < 0) {
      return refuse('tooManyRequests', { 'retry-after': '1' });
    }
    const key = `${token} ${route.path}?${query}`;
    if (underWay.has(key)) {
      return refuse('conflict');
    }
    underWay.add(key);
    try {
      const slow = control.take('api-particulier', 'slow');
      if (slow) {
        await delay(slow.delayMs ?? 8_000, signal);
      }
      return answerOnce(route, request, query, bearer);
    } finally {
      underWay.delete(key);
    }
  }

  function answerOnce(route: DataRoute, request: IncomingMessage, query: URLSearchParams, bearer: Bearer): Answer {
    const key = `${bearer.person?.id} ${route.path}?${query} ${[...bearer.scopes].sort()}`;
    const fresh = request.headers['cache-control']?.includes('no-cache') ?? false;
    const cached = fresh ? undefined : cache.find(key);
    if (cached) {
      return withCacheHeaders(cached.answer, true, cached.expiresIn);
    }
    let lied = false;
    const answer = route.answer({
      query,
      scopes: bearer.scopes,
      now,
      person: bearer.person,
      told(behaviour) {
        const order = control.take('api-particulier', behaviour);
        lied ||= order !== undefined;
        return order !== undefined;
      },
    });
    if (answer.status === 200 && !lied) {
      cache.keep(key, answer, route.cacheSeconds);
    }
    return withCacheHeaders(answer, false, answer.status === 200 ? route.cacheSeconds : undefined);
  }

  return { habilitation, handle };
}

function withCacheHeaders(answer: Answer, cached: boolean, expiresIn: number | undefined): Answer {
  const headers = { 'x-response-cached': String(cached), 'x-cache-expires-in': String(expiresIn ?? '') };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
