import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../log/logger.ts';

export type Presence = {
  /** Resolves once everybody can see that this worker lives. It must hold no job before. */
  declare(workerId: string): Promise<void>;
  /** From now on this worker is dead, whatever it still does. */
  leave(): Promise<void>;
};

/** The first half of the locks' key, used for nothing else; the second half is the worker. */
export const PRESENCE_LOCKS = 7_265_748;

/**
 * A worker shows that it lives by a lock on a connection of its own. PostgreSQL drops the lock with the connection:
 * killed or unplugged, the worker is known to be dead within seconds. A connection that breaks is made anew.
 */
export function keepPresence(connectionString: string, logger: Logger): Presence {
  const leaving = new AbortController();
  let client: pg.Client | undefined;

  const hold = async (workerId: string): Promise<void> => {
    while (!leaving.signal.aborted) {
      try {
        const holding = await connectAndLock(connectionString, workerId);
        if (leaving.signal.aborted) return await holding.end();
        client = holding;
        holding.once('end', () => void hold(workerId));
        return;
      } catch (error) {
        logger.warn({ err: error }, 'the worker cannot show that it lives: trying again');
        await setTimeout(1_000, undefined, { signal: leaving.signal, ref: false }).catch(() => undefined);
      }
    }
  };

  return {
    declare: hold,
    async leave() {
      leaving.abort();
      await client?.query('select pg_advisory_unlock_all()').catch(() => undefined); // A broken connection held none.
      await client?.end();
    },
  };

  async function connectAndLock(url: string, workerId: string): Promise<pg.Client> {
    const connecting = new pg.Client({ connectionString: url, application_name: 'parvis-jobs', keepAlive: true });
    connecting.on('error', (error) => logger.warn({ err: error }, 'the connection of the worker broke'));
    try {
      await connecting.connect();
      await connecting.query(NOTICE_DEATH_SOON);
      await connecting.query('select pg_advisory_lock($1, hashtext($2))', [PRESENCE_LOCKS, workerId]);
      return connecting;
    } catch (error) {
      await connecting.end().catch(() => undefined); // It never opened: the first error is the one to tell.
      throw error;
    }
  }
}

/** By default PostgreSQL takes two hours to notice that the machine at the other end is gone. */
const NOTICE_DEATH_SOON = 'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';
