import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** A part that must work for this process to serve: database, jobs, disk. */
export type Check = { readonly name: string; readonly ready: () => Promise<boolean> };

/** A part that says nothing for so long is down for whoever asks, and would be for the visitors sent here. */
const PATIENCE_MS = 2_000;

/**
 * `/healthz`: the process answers. `/readyz`: its parts answer too, and it is not stopping. Neither needs a session.
 */
export function addHealthRoutes(
  server: FastifyInstance,
  checks: readonly Check[],
  isStopping: () => boolean,
  patience = PATIENCE_MS,
): void {
  server.get('/healthz', { logLevel: 'silent' }, async (_request, reply) => reply.type('text/plain').send('ok\n'));
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const states = await Promise.all(
      checks.map(async ({ name, ready }) => [name, await inTime(ready(), patience)] as const),
    );
    const ready = !isStopping() && states.every(([, ok]) => ok);
    return reply.status(ready ? 200 : 503).send({ ready, ...Object.fromEntries(states) });
  });
}

async function inTime(answer: Promise<boolean>, patience: number): Promise<boolean> {
  const late = new AbortController();
  const silence = setTimeout(patience, false, { signal: late.signal });
  const ready = await Promise.race([answer.catch(() => false), silence]);
  silence.catch(() => undefined); // Cut short, since the answer came first.
  late.abort();
  return ready;
}
