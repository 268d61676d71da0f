import { readFile, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClusterFolder } from '../../../test/support/cluster-folder.ts';
import { startEmbeddedPostgres } from './embedded.ts';

let folder: string;
beforeAll(async () => {
  folder = await makeClusterFolder('parvis-leftover-');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.skipIf(platform() !== 'linux')(
  'a killed server whose number another program has by now does not keep the next one from starting',
  async () => {
    await (await startEmbeddedPostgres({ folder })).stop();
    const file = join(folder, 'data', 'postmaster.pid');
    await writeFile(file, [process.pid, join(folder, 'data'), 1_795_815_061, 5432, '.', '', ''].join('\n'));

    const postgres = await startEmbeddedPostgres({ folder });
    const client = new pg.Client({ connectionString: postgres.ownerUrl });
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(Number((await readFile(file, 'utf8')).split('\n')[0])).not.toBe(process.pid);
    await client.end();
    await postgres.stop();
  },
);
