import type { Task } from '../../../platform/jobs/task.ts';
import { verifySessions } from '../use-cases/verify-sessions.ts';

/** Asks the identity provider again about the agents who stay signed in. */
export function verifierSessions(outils: Parameters<typeof verifySessions>[0]): Task<null> {
  return {
    name: 'verifier-sessions',
    parse: () => null,
    async run(_payload, { logger, signal }) {
      const done = await verifySessions(outils, signal);
      if (done.fermees + done.sansReponse > 0) logger.info(done, 'agents were asked about again');
    },
  };
}
