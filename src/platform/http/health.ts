import type { FastifyInstance } from 'fastify';

/** A part that must work for this process to serve: database, jobs, disk. */
export type Check = { readonly name: string; readonly ready: () => Promise<boolean> };

/**
 * `/healthz`: the process answers. `/readyz`: its parts answer too, and it is not stopping. Neither needs a session.
 */
export function addHealthRoutes(server: FastifyInstance, checks: readonly Check[], isStopping: () => boolean): void {
  server.get('/healthz', { logLevel: 'silent' }, async (_request, reply) => reply.type('text/plain').send('ok\n'));
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const states = await Promise.all(
      checks.map(async ({ name, ready }) => [name, await ready().catch(() => false)] as const),
    );
    const ready = !isStopping() && states.every(([, ok]) => ok);
    return reply.status(ready ? 200 : 503).send({ ready, ...Object.fromEntries(states) });
  });
}
