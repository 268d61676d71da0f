import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { copyDatabase } from './postgres.ts';
import { type RunningParvis, startParvis } from './running-parvis.ts';

/** The demonstration as a journey finds it, in a process, a database and a folder of its own. Stop it in `afterAll`. */
export async function startDemonstration(): Promise<RunningParvis> {
  const model = inject('modelDemonstration');
  const dataDir = await mkdtemp(join(tmpdir(), 'parvis-journey-'));
  await cp(model.dataDir, dataDir, { recursive: true });
  const database = await copyDatabase(model);
  const clean = () => Promise.all([database.drop(), rm(dataDir, { recursive: true, force: true })]);
  try {
    const parvis = await startParvis({
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATA_DIR: dataDir,
      NODE_COMPILE_CACHE: model.compileCache,
    });
    return {
      ...parvis,
      async stop() {
        await parvis.stop();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}
