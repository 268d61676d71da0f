import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotFound, Unavailable } from '../errors.ts';
import { createS3Store } from './s3-store.ts';

const SECRET = 'secret/of+the=store';
const content = Buffer.from('Délibération'.repeat(10_000));
const sha256 = createHash('sha256').update(content).digest('hex');
const key = `/archives/parvis/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

let folder: string;
let server: Server;
let objects: Map<string, Buffer>;
/** What the server answers instead of serving, next request first. */
let failures: number[];
let methods: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-s3-'));
  objects = new Map();
  failures = [];
  methods = [];
  server = createServer((request, response) => {
    void serve(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

describe('an S3 store', () => {
  test('puts, reads, measures and removes a file', async () => {
    const s3 = store();
    await s3.put(await draft(), sha256);
    expect([...objects.keys()]).toEqual([key]);
    expect(await readdir(folder)).toEqual([]);
    expect(await s3.size(sha256)).toBe(content.length);
    expect((await buffer(await s3.get(sha256))).equals(content)).toBe(true);
    await s3.remove(sha256);
    await s3.remove(sha256);
    expect(await s3.size(sha256)).toBeUndefined();
    await expect(s3.get(sha256)).rejects.toThrow(NotFound);
  });

  test('is refused with another secret, which users need not know', async () => {
    const attempt = store('wrong').put(await draft(), sha256);
    await expect(attempt).rejects.toMatchObject({ message: /ne répond pas/, cause: { code: 'SignatureDoesNotMatch' } });
    expect(methods).toEqual(['PUT']);
    expect(objects.size).toBe(0);
  });

  test('asks again when the store is busy', async () => {
    failures = [503, 500];
    await store().put(await draft(), sha256);
    expect(methods).toEqual(['PUT', 'PUT', 'PUT']);
    expect(objects.get(key)?.equals(content)).toBe(true);
  });

  test('gives up after three tries', async () => {
    failures = [503, 503, 503];
    await expect(store().size(sha256)).rejects.toThrow(Unavailable);
    expect(methods).toHaveLength(3);
  });

  test('gives up when nobody answers', async () => {
    server.closeAllConnections();
    server.close();
    await expect(store().get(sha256)).rejects.toThrow(Unavailable);
    expect(await store().isReady()).toBe(false);
  });

  test('gives up when the store keeps silent', async () => {
    server.removeAllListeners('request');
    await expect(store(SECRET, 50).get(sha256)).rejects.toMatchObject({ cause: { message: /silent/ } });
  });

  test('is ready when the bucket answers to our keys', async () => {
    expect(await store().isReady()).toBe(true);
    expect(await store('wrong').isReady()).toBe(false);
  });

  test('takes no key that is not a hash', async () => {
    await expect(async () => store().remove('../../secret')).rejects.toThrow('SHA-256');
    expect(methods).toEqual([]);
  });
});

function store(secretAccessKey = SECRET, timeout = 5_000) {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port ?? 1}/`;
  return createS3Store({
    ...{ endpoint, region: 'gra', bucket: 'archives', accessKeyId: 'parvis', secretAccessKey },
    ...{ prefix: 'parvis/', timeout },
  });
}

async function draft(): Promise<string> {
  const path = join(folder, 'draft');
  await writeFile(path, content);
  return path;
}

/** What a store does with a request: check its signature and its content, then keep or give. */
async function serve(request: IncomingMessage): Promise<{ status: number; body: Buffer }> {
  const body = await buffer(request);
  methods.push(request.method ?? '');
  const failure = failures.shift();
  if (failure) return { status: failure, body: Buffer.from('busy') };
  if (!isSigned(request))
    return { status: 403, body: Buffer.from('<Error><Code>SignatureDoesNotMatch</Code></Error>') };
  const digest = createHash('sha256').update(body).digest('hex');
  if (digest !== request.headers['x-amz-content-sha256']) return { status: 400, body: Buffer.from('digest') };
  const path = request.url ?? '';
  if (request.method === 'PUT') objects.set(path, body);
  if (request.method === 'DELETE') return { status: objects.delete(path) ? 204 : 404, body: Buffer.alloc(0) };
  if (path === '/archives') return { status: 200, body: Buffer.alloc(0) };
  const object = objects.get(path);
  return object ? { status: 200, body: object } : { status: 404, body: Buffer.alloc(0) };
}

/** Signature version 4, computed from its specification and the request as it was received. */
function isSigned({ method, url, headers }: IncomingMessage): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=parvis\/(\d{8})\/gra\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/;
  const [, day = '', signedHeaders = '', signature] = pattern.exec(headers.authorization ?? '') ?? [];
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signedHeaders.split(';').includes(name)))
    return false;
  const canonicalHeaders = signedHeaders.split(';').map((name) => `${name}:${headers[name]}\n`);
  const hash = headers['x-amz-content-sha256'];
  const canonical = [method, url, '', canonicalHeaders.join(''), signedHeaders, hash].join('\n');
  const scope = `${day}/gra/s3/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest].join('\n');
  const hmac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text).digest();
  const signingKey = [day, 'gra', 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  return hmac(signingKey, toSign).toString('hex') === signature;
}
