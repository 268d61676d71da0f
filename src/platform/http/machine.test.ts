import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { addMachines } from './machine.ts';
import { createServer } from './server.ts';

let server: FastifyInstance;
let opened = 0;
const received: { body: Buffer; signature: string | undefined }[] = [];

beforeAll(async () => {
  server = await createServer({
    logger: createLogger({ level: 'silent', format: 'json' }),
    metrics: createMetrics(),
    secure: false,
    trustProxy: undefined,
    formTargets: [],
    perMinute: 1000,
    errorPage: () => {
      throw new Error('A program never gets a page');
    },
  });
  await addMachines(server, [
    {
      path: '/machine',
      maxBytes: 100,
      perMinute: 6,
      async POST({ body, header }) {
        received.push({ body, signature: header('x-signature') });
        if (body.includes('casse')) throw new Error('secret detail');
        return body.includes('non')
          ? { type: 'refus', status: 401, titre: 'Non', detail: 'Refusé.' }
          : { type: 'recu' };
      },
    },
    {
      path: '/lue/:nom',
      perMinute: 100,
      async GET({ params, query }) {
        if (params['nom'] === 'casse') throw new Error('secret detail');
        if (params['nom'] === 'absent') {
          return { type: 'refus', status: 404, titre: 'Non', detail: 'Absent.', membres: { errors: [] } };
        }
        return { type: 'json', body: { nom: params['nom'], page: query.get('page') }, links: '</b>; rel="next"' };
      },
    },
    {
      path: '/fichier.csv',
      perMinute: 100,
      async GET() {
        return {
          type: 'fichier',
          open: () => {
            opened += 1;
            return Readable.from(['é,', 'b']);
          },
          bytes: 4,
          contentType: 'text/csv; charset=utf-8',
          disposition: 'attachment; filename="fichier.csv"',
          etag: 'abc',
          modifiedAt: Temporal.Instant.from('2026-11-24T09:00:00Z'),
        };
      },
    },
  ]);
});
afterAll(() => server.close());

const call = (body: string | Buffer, headers: Record<string, string> = {}) =>
  server.inject({ method: 'POST', url: '/machine', payload: body, headers: { accept: 'text/html', ...headers } });

test.each([
  ['application/json', '{"a": 1}  '],
  ['application/x-www-form-urlencoded', 'a=1&_jeton=x'],
  ['multipart/form-data; boundary=b', '--b\r\n\r\n--b--'],
  ['text/plain', 'pas du JSON {'],
])('%s: the very bytes come, whatever they are said to be', async (type, body) => {
  const answer = await call(body, { 'content-type': type, 'x-signature': 's' });
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
  expect(received.at(-1)).toEqual({ body: Buffer.from(body), signature: 's' });
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('what is refused, breaks or is too long is a problem, never a page, and tells nothing of the inside', async () => {
  const refused = await call('non', { 'content-type': 'text/plain' });
  expect(refused.statusCode).toBe(401);
  expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(refused.json()).toMatchObject({ title: 'Non', status: 401, detail: 'Refusé.' });
  const broken = await call('casse', { 'content-type': 'text/plain' });
  expect(broken.statusCode).toBe(500);
  expect(broken.body).not.toContain('secret detail');
  const before = received.length;
  // The seventh of this minute.
  const late = await call('x'.repeat(101), { 'content-type': 'application/json' });
  expect(late.statusCode).toBe(429);
  expect(late.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(received).toHaveLength(before);
});

test('a longer body is refused before the handler', async () => {
  const long = await server.inject({
    method: 'POST',
    url: '/machine',
    payload: 'x'.repeat(101),
    remoteAddress: '192.0.2.7',
    headers: { 'content-type': 'application/json' },
  });
  expect([long.statusCode, long.json().status]).toEqual([413, 413]);
});

test('the forms of pages are not read as bytes elsewhere, and a GET is no such address', async () => {
  expect(
    (await server.inject({ method: 'GET', url: '/machine', headers: { accept: 'application/json' } })).statusCode,
  ).toBe(404);
});

test('what is read is public: any site may, nothing of it is a session, and a failure is a problem', async () => {
  const read = (path: string) =>
    server.inject({ method: 'GET', url: path, headers: { accept: 'text/html', cookie: 'session=a' } });
  const answer = await read('/lue/axe?page=2');
  expect([answer.statusCode, answer.json()]).toEqual([200, { nom: 'axe', page: '2' }]);
  expect(answer.headers).toMatchObject({ link: '</b>; rel="next"', 'access-control-allow-origin': '*' });
  expect(answer.headers['set-cookie']).toBeUndefined();
  const absent = await read('/lue/absent');
  expect(absent.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(absent.json()).toMatchObject({ status: 404, detail: 'Absent.', errors: [] });
  const broken = await read('/lue/casse');
  expect([broken.statusCode, broken.body.includes('secret')]).toEqual([500, false]);
});

test('a file is sent once to whoever keeps it', async () => {
  const read = (tag?: string, method: 'GET' | 'HEAD' = 'GET') =>
    server.inject({ method, url: '/fichier.csv', headers: tag ? { 'if-none-match': tag } : {} });
  const first = await read();
  expect([first.statusCode, first.body, first.headers['content-length'], first.headers['etag']]).toEqual([
    200,
    'é,b',
    '4',
    '"abc"',
  ]);
  expect(first.headers['last-modified']).toBe('Tue, 24 Nov 2026 09:00:00 GMT');
  for (const tag of ['"abc"', 'W/"abc"', '"x", "abc"', '*']) {
    const again = await read(tag);
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', '"abc"']);
  }
  const head = await read(undefined, 'HEAD');
  expect([head.statusCode, head.headers['content-length'], opened]).toEqual([200, '4', 1]);
  expect((await read('"abcd"')).statusCode).toBe(200);
});
