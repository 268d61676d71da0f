import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Probleme, problemeOf, problemJson } from './errors.ts';
import { queryOf } from './form.ts';

/**
 * An address that programs call, and no browser: nothing of sessions, cookies and forms applies. Every refusal is a
 * problem (RFC 9457). One that is written to is proved by the body itself (a signature), so its handler receives the very
 * bytes that came; one that is read is public, and may be kept by caches.
 */
export type Machine = MachineEcrite | MachineLue;

export type MachineEcrite = {
  readonly path: string;
  /** Longer bodies are refused before they are read whole. */
  readonly maxBytes: number;
  /** Calls a minute and an address. */
  readonly perMinute: number;
  readonly POST: (appel: AppelMachine) => Promise<ReponseMachine>;
};

export type MachineLue = {
  readonly path: string;
  readonly perMinute: number;
  readonly GET: (lecture: LectureMachine) => Promise<ReponseLue>;
};

export type AppelMachine = {
  readonly body: Buffer;
  /** One value; undefined when it is absent, or sent twice. @param name in lower case */
  header(name: string): string | undefined;
};

export type LectureMachine = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
};

type Refus = {
  readonly type: 'refus';
  readonly status: 400 | 401 | 404;
  readonly titre: string;
  readonly detail: string;
  /** Members that the protocol spoken here adds to a problem (RFC 9457, § 3.2). */
  readonly membres?: Readonly<Record<string, unknown>>;
};

export type ReponseMachine = { readonly type: 'recu' } | Refus;

export type ReponseLue =
  | { readonly type: 'json'; readonly body: unknown; readonly links?: string | undefined }
  | {
      readonly type: 'fichier';
      /** Opened only when the caller does not have it already. */
      readonly open: () => Readable;
      readonly bytes: number;
      readonly contentType: string;
      /** A whole `Content-Disposition` value. */
      readonly disposition: string;
      /** Of these very bytes, without quotes. */
      readonly etag: string;
      readonly modifiedAt: Temporal.Instant;
    }
  | Refus;

/** In a context of their own: what reads the forms of pages does not read here, nor the other way round. */
export async function addMachines(server: FastifyInstance, machines: readonly Machine[]): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler(async (error, request, reply) => {
      const probleme = problemeOf(error);
      if (probleme.anomalie) request.log.error({ err: error }, 'unexpected failure');
      return sendProblem(reply, request, probleme);
    });
    for (const machine of machines) {
      if ('POST' in machine) addWritten(scope, machine);
      else addRead(scope, machine);
    }
  });
}

function addWritten(scope: FastifyInstance, { path, maxBytes, perMinute, POST }: MachineEcrite): void {
  const config = { rateLimit: { max: perMinute, timeWindow: '1 minute' } };
  scope.post(path, { bodyLimit: maxBytes, config }, async (request, reply) => {
    const reponse = await POST({
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      header: (name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? value : undefined;
      },
    });
    return reponse.type === 'recu' ? reply.status(204).send() : sendProblem(reply, request, reponse, reponse.membres);
  });
}

/** Anybody's program may read it, from any site: it is public, and no cookie goes with it. */
function addRead(scope: FastifyInstance, { path, perMinute, GET }: MachineLue): void {
  const config = { rateLimit: { max: perMinute, timeWindow: '1 minute' } };
  scope.get(path, { config }, async (request, reply) => {
    const query = queryOf(request.url);
    const reponse = await GET({ params: request.params as Record<string, string>, query });
    reply.header('access-control-allow-origin', '*');
    if (reponse.type === 'refus') return sendProblem(reply, request, reponse, reponse.membres);
    reply.header('cache-control', 'public, max-age=60');
    if (reponse.type === 'json') {
      if (reponse.links) reply.header('link', reponse.links);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(reponse.body));
    }
    const etag = `"${reponse.etag}"`;
    reply.headers({ etag, 'last-modified': httpDate(reponse.modifiedAt), 'cache-control': 'public, no-cache' });
    if (isKnown(request.headers['if-none-match'], etag)) return reply.status(304).send();
    reply.headers({ 'content-length': reponse.bytes, 'content-disposition': reponse.disposition });
    // An empty stream: a text of nothing would set the length to zero.
    return reply.type(reponse.contentType).send(request.method === 'HEAD' ? Readable.from([]) : reponse.open());
  });
}

/** `*`, or one of a list; a weak tag is as good as a strong one here (RFC 9110, § 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

const httpDate = (at: Temporal.Instant) => new Date(at.epochMilliseconds).toUTCString();

function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  probleme: Omit<Probleme, 'anomalie'>,
  membres: Readonly<Record<string, unknown>> = {},
) {
  const body = { ...problemJson(probleme, request.id), ...membres };
  return reply.status(probleme.status).type('application/problem+json').send(body);
}
