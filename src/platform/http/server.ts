import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { VNode } from 'preact';
import { NotFound } from '../errors.ts';
import { renderPage } from '../html/render.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Quiet } from '../quiet.ts';
import { type Probleme, problemeOf, problemJson } from './errors.ts';
import { addSecurityHeaders } from './security.ts';
import { answerUnreadable } from './unreadable.ts';

export type ServerOptions = {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly secure: boolean;
  readonly trustProxy: string | undefined;
  /** Origins where a form may lead after a redirect. */
  readonly formTargets: readonly string[];
  /** Requests a minute and an address, over all pages. */
  readonly perMinute: number;
  readonly errorPage: (probleme: Probleme, request: FastifyRequest) => VNode;
  /** Told of each request that begins and ends. */
  readonly quiet?: Quiet;
};

const BODY_LIMIT = 256 * 1024;

/**
 * Connections that wait to be accepted, given to `listen`; the system may lower it. Beyond, it drops them without a word,
 * and the browser waits: the evening when registrations open is a burst.
 */
export const BACKLOG = 4096;

/** The HTTP ground: headers, limits, errors. Routes come from the modules. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const send = errorSender(options.errorPage);
  const server: FastifyInstance = Fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => crypto.randomUUID(),
    trustProxy: options.trustProxy?.split(',').map((range) => range.trim()) ?? false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      protect(request, reply);
      reply.header('x-request-id', request.id);
      void send(error, request, reply);
    },
    clientErrorHandler: answerUnreadable,
  });
  const protect = addSecurityHeaders(server, options);
  addAccessLog(server, options.metrics);
  refuseZeros(server);
  if (options.quiet) tellRequests(server, options.quiet);
  dropUnreadBodies(server);
  await server.register(rateLimit, {
    max: options.perMinute,
    timeWindow: '1 minute',
    allowList: (request) => request.url.startsWith('/assets/') || /^\/(healthz|readyz|metrics)$/.test(request.url),
  });
  addErrors(server, send);
  await server.register(cookie);
  await server.register(multipart, { throwFileSizeLimit: false });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  server.get('/metrics', { logLevel: 'silent' }, async (_request, reply) => {
    const { contentType, body } = await options.metrics.render();
    return reply.type(contentType).send(body);
  });
  return server;
}

/** No page is at an address with a zero in it, and PostgreSQL takes none in a text: whoever sends it only tries. */
function refuseZeros(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const zero = request.url.includes('%00') && request.url.split('?')[0]?.includes('%00');
    done(zero ? new NotFound('') : undefined);
  });
}

/**
 * An upload refused half-way is answered before its end arrives. What remains is read and dropped (at most
 * `requestTimeout`), else the connection would stay busy for ever and hold back the shutdown.
 */
function dropUnreadBodies(server: FastifyInstance): void {
  server.addHook('onResponse', (request, _reply, done) => {
    if (!request.raw.complete) {
      request.raw.unpipe();
      request.raw.resume();
    }
    done();
  });
}

/** `close` comes once, whether the answer was sent or its reader left. */
function tellRequests(server: FastifyInstance, quiet: Quiet): void {
  server.addHook('onRequest', (_request, reply, done) => {
    reply.raw.once('close', quiet.begin());
    done();
  });
}

/** One line and one measure a request, by route pattern: never the address itself, which may hold personal data. */
function addAccessLog(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest({
      method: request.method,
      route: request.routeOptions.url,
      statusCode: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}

/** What is unavailable is worth asking again then. */
const RETRY_SECONDS = 30;

type SendError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function errorSender(errorPage: ServerOptions['errorPage']): SendError {
  return async (error, request, reply) => {
    const probleme = problemeOf(error);
    if (probleme.anomalie) request.log.error({ err: error }, 'unexpected failure');
    reply.status(probleme.status);
    if (probleme.status === 503) reply.header('retry-after', RETRY_SECONDS);
    if (!wantsHtml(request)) return reply.type('application/problem+json').send(problemJson(probleme, request.id));
    return reply.type('text/html; charset=utf-8').send(renderPage(errorPage(probleme, request)));
  };
}

function addErrors(server: FastifyInstance, send: SendError): void {
  server.setErrorHandler(send);
  // After the rate limit is there (`after`), so that guessing addresses is as slow as reading them.
  server.after(() => {
    server.setNotFoundHandler({ preHandler: server.rateLimit() }, (request, reply) =>
      send(new NotFound(''), request, reply),
    );
  });
}

function wantsHtml(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '*/*').includes('text/html');
}
