import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { migrationFolders } from '../../src/migrations.ts';
import { startEmbeddedPostgres } from '../../src/platform/db/embedded.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { migrateJobs } from '../../src/platform/jobs/migrate.ts';
import { makeClusterFolder } from './cluster-folder.ts';

/** One PostgreSQL for the whole run, one migrated template database: each test file copies it in some 50 ms. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeClusterFolder('parvis-tests-');
  const server = await startEmbeddedPostgres({
    folder,
    database: 'parvis_template',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  await migrate(server.ownerUrl, migrationFolders, migrateJobs);
  project.provide('templateOwnerUrl', server.ownerUrl);
  project.provide('templateAppUrl', server.appUrl);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    templateOwnerUrl: string;
    templateAppUrl: string;
  }
}
