import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { S3Options } from '../../../src/platform/blobs/s3-store.ts';
import { freePort, isListening, type Program, run, start } from './peer.ts';

export const SWIFT = [
  'memcached',
  'swift-proxy-server',
  'swift-account-server',
  'swift-container-server',
  'swift-object-server',
];

export type Swift = {
  /** How our store reaches a bucket that exists. */
  readonly options: S3Options;
  /** The proxy alone: to stop it in the middle of something. */
  readonly proxy: Program;
  close(): Promise<void>;
};

const REGION = 'gra';
/** With what signatures and addresses escape. */
const SECRET = 's3cret/+of=the&store%';
const ACCESS_KEY = 'parvis:depot';

/** OpenStack Swift and its S3 interface: four servers, one device that is a folder, one replica. */
export async function startSwift(bucket: string): Promise<Swift> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-swift-'));
  await mkdir(join(folder, 'devices', 'd1'), { recursive: true });
  await writeFile(
    join(folder, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_suffix = parvis\n\n[storage-policy:0]\nname = un\ndefault = yes\n',
  );
  const programs: Program[] = [];
  try {
    return await startAll(folder, bucket, programs);
  } catch (error) {
    await close(folder, programs);
    throw error;
  }
}

async function startAll(folder: string, bucket: string, programs: Program[]): Promise<Swift> {
  const startKind = async (kind: Kind) => {
    const port = await freePort();
    await buildRing(folder, kind, port);
    programs.push(await startServer(folder, kind, port, storage(folder, kind, port)));
  };
  await Promise.all((['account', 'container', 'object'] as const).map(startKind));
  const port = await freePort();
  // Swift keeps in it what it learns of accounts and containers, and does not start without.
  const memcached = await freePort();
  const own = ['-u', userInfo().username, '-l', '127.0.0.1', '-p', `${memcached}`];
  programs.push(await start('memcached', own, { ready: () => isListening(memcached) }));
  const proxy = await startServer(folder, 'proxy', port, proxyOf(folder, port, memcached));
  programs.push(proxy);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new AwsClient({
    accessKeyId: ACCESS_KEY,
    secretAccessKey: SECRET,
    region: REGION,
    service: 's3',
    retries: 0,
  });
  const made = await client.fetch(`${endpoint}/${bucket}`, { method: 'PUT' });
  if (!made.ok) throw new Error(`no bucket: ${made.status} ${await made.text()}\n${proxy.output()}`);
  return {
    options: { endpoint, region: REGION, bucket, accessKeyId: ACCESS_KEY, secretAccessKey: SECRET },
    proxy,
    close: () => close(folder, programs),
  };
}

async function close(folder: string, programs: readonly Program[]): Promise<void> {
  for (const program of programs.toReversed()) await program.stop();
  await rm(folder, { recursive: true, force: true });
}

type Kind = 'account' | 'container' | 'object';

async function buildRing(folder: string, kind: Kind, port: number): Promise<void> {
  const ring = join(folder, `${kind}.builder`);
  run('swift-ring-builder', [ring, 'create', '4', '1', '1']);
  run('swift-ring-builder', [ring, 'add', `r1z1-127.0.0.1:${port}/d1`, '1']);
  run('swift-ring-builder', [ring, 'rebalance']);
}

async function startServer(folder: string, kind: Kind | 'proxy', port: number, conf: string): Promise<Program> {
  const file = join(folder, `${kind}-server.conf`);
  await writeFile(file, conf);
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/healthcheck`).then(
      ({ ok }) => ok,
      () => false,
    );
  return start(`swift-${kind}-server`, [file, '-v'], { ready });
}

const DEFAULTS = (folder: string, port: number) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${join(folder, 'devices')}
mount_check = false
workers = 0
`;

const storage = (folder: string, kind: Kind, port: number) => `${DEFAULTS(folder, port)}
[pipeline:main]
pipeline = healthcheck ${kind}-server

[app:${kind}-server]
use = egg:swift#${kind}

[filter:healthcheck]
use = egg:swift#healthcheck
`;

const FILTERS = [
  'catch_errors',
  'gatekeeper',
  'healthcheck',
  'listing_formats',
  'bulk',
  'copy',
  'slo',
  'dlo',
  'symlink',
];

const proxyOf = (folder: string, port: number, memcached: number) => `${DEFAULTS(folder, port)}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true

[filter:s3api]
use = egg:swift#s3api
location = ${REGION}

[filter:tempauth]
use = egg:swift#tempauth
user_${ACCESS_KEY.replace(':', '_')} = ${SECRET} .admin

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${memcached}

[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true

${FILTERS.map((filter) => `[filter:${filter}]\nuse = egg:swift#${filter}\n`).join('\n')}`;
