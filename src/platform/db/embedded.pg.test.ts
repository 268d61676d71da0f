import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClusterFolder } from '../../../test/support/cluster-folder.ts';
import { startEmbeddedPostgres } from './embedded.ts';

let folder: string;
beforeAll(async () => {
  folder = await makeClusterFolder('parvis-leftover-');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a start killed while it makes the cluster, then three at once: all of them serve, from one cluster', async () => {
  const killed = spawn(process.execPath, ['-e', START, join(import.meta.dirname, 'embedded.ts'), folder]);
  while (!(await readdir(folder)).some((name) => name.includes('partial'))) await wait(10);
  await wait(100);
  killed.kill('SIGKILL');

  const started = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres({ folder })));
  expect(new Set(started.map(({ ownerUrl }) => ownerUrl)).size).toBe(1);
  const client = new pg.Client({ connectionString: started[2]?.appUrl });
  await client.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  for (const postgres of started) await postgres.stop();
  expect(await readdir(join(folder, 'data'))).not.toContain('postmaster.pid');
});

const START = 'const [, code, folder] = process.argv; await (await import(code)).startEmbeddedPostgres({ folder });';

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
