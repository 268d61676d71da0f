import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Probleme, problemeOf, problemJson } from './errors.ts';

/**
 * An address that programs call, and no browser: nothing of sessions, cookies and forms applies. Who calls is proved by
 * the body itself (a signature), so the handler receives the very bytes that came. Every refusal is a problem (RFC 9457).
 */
export type Machine = {
  readonly path: string;
  /** Longer bodies are refused before they are read whole. */
  readonly maxBytes: number;
  /** Calls a minute and an address. */
  readonly perMinute: number;
  readonly POST: (appel: AppelMachine) => Promise<ReponseMachine>;
};

export type AppelMachine = {
  readonly body: Buffer;
  /** One value; undefined when it is absent, or sent twice. @param name in lower case */
  header(name: string): string | undefined;
};

export type ReponseMachine =
  | { readonly type: 'recu' }
  | { readonly type: 'refus'; readonly status: 400 | 401 | 404; readonly titre: string; readonly detail: string };

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
    for (const { path, maxBytes, perMinute, POST } of machines) {
      const config = { rateLimit: { max: perMinute, timeWindow: '1 minute' } };
      scope.post(path, { bodyLimit: maxBytes, config }, async (request, reply) => {
        const reponse = await POST({
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          header: (name) => {
            const value = request.headers[name];
            return typeof value === 'string' ? value : undefined;
          },
        });
        return reponse.type === 'recu' ? reply.status(204).send() : sendProblem(reply, request, reponse);
      });
    }
  });
}

function sendProblem(reply: FastifyReply, request: FastifyRequest, probleme: Omit<Probleme, 'anomalie'>) {
  return reply.status(probleme.status).type('application/problem+json').send(problemJson(probleme, request.id));
}
