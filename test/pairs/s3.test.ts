import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFichiers } from '../../src/cli/doctor/check-fichiers.ts';
import { createS3Store, type S3Options } from '../../src/platform/blobs/s3-store.ts';
import { NotFound, Unavailable } from '../../src/platform/errors.ts';
import { describePeer } from './support/peer.ts';
import { SWIFT, type Swift, startSwift } from './support/swift.ts';

describePeer('OpenStack Swift, by its S3 interface', SWIFT, () => {
  let swift: Swift;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-s3-'));
    swift = await startSwift('pieces-de-parvis');
  });
  afterAll(async () => {
    await swift?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const store = (other: Partial<S3Options> = {}) => createS3Store({ ...swift.options, ...other });

  async function file(content: Buffer): Promise<{ path: string; sha256: string }> {
    const path = join(folder, randomBytes(8).toString('hex'));
    await writeFile(path, content);
    return { path, sha256: createHash('sha256').update(content).digest('hex') };
  }

  test('is ready, and says so only to our keys, our bucket', async () => {
    expect(await store().isReady()).toBe(true);
    expect(await store({ secretAccessKey: 'une-autre' }).isReady()).toBe(false);
    expect(await store({ accessKeyId: 'parvis:inconnu' }).isReady()).toBe(false);
    expect(await store({ bucket: 'absent-de-parvis' }).isReady()).toBe(false);
  });

  test('the doctor says when its keys open nothing', async () => {
    const { endpoint, region, bucket, accessKeyId, secretAccessKey } = swift.options;
    const config = {
      ...{ CLAMD: undefined, S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    };
    expect(await checkFichiers({ config })).toMatchObject([{ etat: 'bon' }]);
    expect(await checkFichiers({ config: { ...config, S3_BUCKET: 'absent' } })).toMatchObject([{ etat: 'mauvais' }]);
  });

  test.each([0, 1, 12_345, 30_000_000])('writes, measures, streams and removes a file of %i bytes', async (size) => {
    const content = randomBytes(size);
    const { path, sha256 } = await file(content);
    await store().put(path, sha256);
    expect(await readdir(folder)).toEqual([]);
    expect(await store().size(sha256)).toBe(size);
    expect((await buffer(await store().get(sha256))).equals(content)).toBe(true);
    await store().remove(sha256);
    await store().remove(sha256);
    expect(await store().size(sha256)).toBeUndefined();
    await expect(store().get(sha256)).rejects.toThrow(NotFound);
  });

  test('the same content twice, and at once, is one file', async () => {
    const content = randomBytes(100_000);
    const files = await Promise.all([1, 2, 3].map(() => file(content)));
    await Promise.all(files.map(({ path, sha256 }) => store().put(path, sha256)));
    const { path, sha256 } = await file(content);
    await store().put(path, sha256);
    expect((await buffer(await store().get(sha256))).equals(content)).toBe(true);
  });

  test('refuses other keys, and a bucket that is not there', async () => {
    const { path, sha256 } = await file(Buffer.from('à personne'));
    for (const [other, code] of [
      [{ secretAccessKey: 'une-autre' }, 'SignatureDoesNotMatch'],
      [
        { accessKeyId: 'parvis:inconnu' },
        expect.stringMatching(/InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied/),
      ],
      [{ bucket: 'absent-de-parvis' }, 'NoSuchBucket'],
      [{ region: 'ailleurs' }, 'AuthorizationHeaderMalformed'],
    ] as const) {
      await expect(store(other).put(path, sha256)).rejects.toMatchObject({ cause: { code } });
    }
    expect(await store().size(sha256)).toBeUndefined();
  });

  test.each([
    'pièces/',
    'a b+c&d=e/',
    'l’été (2026) !*~/',
    '100 %/',
    "d'ici; $là, @toi:/",
  ])('signs what must be escaped as it does: %s', async (prefix) => {
    const content = Buffer.from(prefix);
    const { path, sha256 } = await file(content);
    const odd = store({ prefix });
    await odd.put(path, sha256);
    expect(await odd.size(sha256)).toBe(content.length);
    expect((await buffer(await odd.get(sha256))).equals(content)).toBe(true);
    expect(await store().size(sha256)).toBeUndefined();
    await odd.remove(sha256);
    expect(await odd.size(sha256)).toBeUndefined();
  });

  test('a content that is not what its name says is not kept', async () => {
    const { path } = await file(Buffer.from('ce qui arrive'));
    const { sha256 } = await file(Buffer.from('ce qui était annoncé'));
    await expect(store().put(path, sha256)).rejects.toThrow(Unavailable);
    expect(await store().size(sha256)).toBeUndefined();
  });

  test('a store that stops answering in the middle: all or nothing is kept, and the file here is not lost', async () => {
    const content = randomBytes(20_000_000);
    const { path, sha256 } = await file(content);
    swift.proxy.signal('SIGSTOP');
    const writing = store({ timeout: 500 }).put(path, sha256);
    await expect(writing).rejects.toThrow(Unavailable);
    expect(await readdir(folder)).toContain(path.split('/').at(-1));
    swift.proxy.signal('SIGCONT');
    expect([undefined, content.length]).toContain(await store().size(sha256));
    await store().put(path, sha256);
    expect(await store().size(sha256)).toBe(content.length);

    const reading = await store().get(sha256);
    await reading.read(1);
    swift.proxy.signal('SIGKILL');
    await expect(buffer(reading)).rejects.toThrow();
    await expect(store().size(sha256)).rejects.toThrow(Unavailable);
    expect(await store().isReady()).toBe(false);
  });
});
