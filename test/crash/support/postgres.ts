import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openDatabase } from '../../../src/platform/db/database.ts';
import { startEmbeddedPostgres } from '../../../src/platform/db/embedded.ts';

/** The database that the victims share. It outlives them, except when it is killed too. */
export type Cluster = {
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Connects as the owner, above the row-level security. */
  readonly owner: pg.Pool;
  /** Connects as the application does. */
  readonly db: Database;
  /** SIGKILL of the postmaster: every session of it ends where it is. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL on the folder, and lets it recover when it was killed. It does not wait for the disk: what a killed
 * process wrote stays with the system, only the machine could lose it.
 */
export async function startCluster(folder: string): Promise<Cluster> {
  const server = await untilSessionsAreGone(() =>
    startEmbeddedPostgres({ folder, database: 'crash', settings: { fsync: 'off' } }),
  );
  const owner = new pg.Pool({ connectionString: server.ownerUrl, max: 2 });
  owner.on('error', () => undefined); // Killed on purpose.
  const db = openDatabase({ url: server.appUrl, poolSize: 2, onConnectionError: () => undefined });
  const close = () => Promise.all([owner.end(), db.close()]);
  return {
    appUrl: server.appUrl,
    ownerUrl: server.ownerUrl,
    owner,
    db,
    async kill() {
      const [pid] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await close();
    },
    async stop() {
      await close();
      await server.stop();
    },
  };
}

/** PostgreSQL refuses to start while a session of the killed server still ends. */
async function untilSessionsAreGone<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === 50) throw error;
      await wait(100);
    }
  }
}
