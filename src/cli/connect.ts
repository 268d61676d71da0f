import { join } from 'node:path';
import { migrationFolders } from '../migrations.ts';
import { systemClock } from '../platform/clock.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { openDatabase } from '../platform/db/database.ts';
import { startEmbeddedPostgres } from '../platform/db/embedded.ts';
import { migrate } from '../platform/db/migrate.ts';
import { migrateJobs } from '../platform/jobs/migrate.ts';
import { systemRandom } from '../platform/random.ts';
import type { Noyau } from '../platform/services.ts';
import type { Surroundings } from './command.ts';

export type CommandContext = Noyau & { readonly config: Config };

/**
 * Runs `work` on the database of the configuration. The embedded one is started when no server of ours runs it, brought
 * to this version's schema, and stopped again by whoever leaves last; an external one is never changed unasked.
 */
export async function withDatabase<T>(around: Surroundings, work: (context: CommandContext) => Promise<T>): Promise<T> {
  const config = readConfig(around.env);
  return withServer(config, around, async ({ appUrl, ownerUrl, embedded }) => {
    if (embedded) await migrate(ownerUrl, migrationFolders, migrateJobs);
    const db = openDatabase({ url: appUrl, poolSize: 2 });
    try {
      return await work({ config, db, clock: systemClock, random: systemRandom });
    } finally {
      await db.close();
    }
  });
}

type DatabaseServer = { readonly appUrl: string; readonly ownerUrl: string; readonly embedded: boolean };

export async function withServer<T>(
  config: Config,
  around: Surroundings,
  work: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = config;
  if (appUrl !== undefined && ownerUrl !== undefined) return work({ appUrl, ownerUrl, embedded: false });
  const server = await startEmbeddedPostgres({
    folder: embeddedFolder(config),
    onProgress: (line) => around.stderr(`${line}\n`),
  });
  try {
    return await work({ ...server, embedded: true });
  } finally {
    await server.stop();
  }
}

/** The same as the server's. */
export function embeddedFolder(config: Config): string {
  return join(config.dataDir, 'postgres');
}
