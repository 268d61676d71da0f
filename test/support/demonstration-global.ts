import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/db/embedded.ts';
import { makeClusterFolder } from './cluster-folder.ts';
import { startParvis } from './running-parvis.ts';

/** What a start of the demonstration leaves: its database, its folder, and its program already compiled. */
export type ModelDemonstration = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly dataDir: string;
  readonly compileCache: string;
};

/** One PostgreSQL for all the journeys, and one demonstration that each of them copies: a first start takes seconds. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeClusterFolder('parvis-journeys-');
  await chmod(folder, 0o711); // Started as root, PostgreSQL runs as another user, who must be able to come in.
  const server = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    database: 'demonstration',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const model: ModelDemonstration = {
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
    dataDir: join(folder, 'data'),
    compileCache: join(folder, 'compile-cache'),
  };
  await mkdir(model.dataDir);
  const parvis = await startParvis({
    DATABASE_URL: model.appUrl,
    DATABASE_OWNER_URL: model.ownerUrl,
    DATA_DIR: model.dataDir,
    NODE_COMPILE_CACHE: model.compileCache,
  });
  await parvis.stop();
  project.provide('modelDemonstration', model);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    modelDemonstration: ModelDemonstration;
  }
}
