import { runMigrations } from 'graphile-worker';

/** Brings the job queue's own tables up to date, as the owner. Idempotent. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl });
}
