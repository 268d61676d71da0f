import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressIn, chooseAddress, listenAt, urlAt } from './embedded-address.ts';

const LOOPBACK = { host: '127.0.0.1', port: expect.any(Number) };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the address of a new server', () => {
  test.skipIf(platform() === 'win32')('is a socket in its folder, and no port', async () => {
    const address = await chooseAddress(folder);
    expect(address).toEqual({ host: folder, port: 5432 });
    expect(listenAt(address)).toEqual({ listen_addresses: '', unix_socket_directories: '.' });
    expect(await readdir(folder)).toEqual([]);
  });

  test('is a port of the loopback where a socket would have too long a path, or no folder', async () => {
    const long = await mkdir(join(folder, 'é'.repeat(52)), { recursive: true });
    for (const data of [long ?? '', join(folder, 'absent')]) {
      const address = await chooseAddress(data);
      expect(address).toEqual(LOOPBACK);
      expect(listenAt(address)).toEqual({ listen_addresses: '127.0.0.1', unix_socket_directories: '' });
    }
  });
});

test.each([
  ['a socket', ['21535', '/srv/parvis/data', '1795815061', '5432', '.', ''], { host: '/srv/parvis/data', port: 5432 }],
  [
    'a port, as an older version',
    ['21535', '/srv/data', '1795815061', '41234', '', '127.0.0.1'],
    { ...LOOPBACK, port: 41234 },
  ],
  ['nothing yet', ['21535', '/srv/data', '1795815061', '5432', '', ''], undefined],
  ['no more than its process', ['21535'], undefined],
])('a running server that tells %s is found there', (_, lines, address) => {
  expect(addressIn(lines)).toEqual(address);
});

test.each(['/srv/parvis/data', "/home/Élise d'Été/100 % @ma #1/data", '127.0.0.1'])('pg understands %s', (host) => {
  const client = new pg.Client({ connectionString: urlAt({ host, port: 5432 }, 'parvis', 'secret', 'base') });
  expect(client).toMatchObject({ host, port: 5432, user: 'parvis', database: 'base' });
});
