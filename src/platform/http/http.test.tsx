import { request as rawRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { Conflict, Unavailable } from '../errors.ts';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { addHealthRoutes } from './health.ts';
import { json, type Page, page, redirect } from './page.ts';
import { addPages } from './pages.ts';
import { createServer } from './server.ts';

/** What every page is given by the ground, whatever it shows. */
const ORIGIN = 'https://demarches.exemple';
let lines: string[] = [];
let server: FastifyInstance;

afterEach(() => server?.close());

const PAGES: readonly Page[] = [
  {
    path: '/page',
    access: () => 'oui',
    GET: async ({ chrome }) =>
      page(
        <html lang="fr">
          <p>{chrome.jeton}</p>
        </html>,
      ),
    POST: async ({ form }) => redirect(`/page?recu=${encodeURIComponent(form.get('nom'))}`),
  },
  { path: '/donnees', access: () => 'oui', GET: async ({ query }) => json({ ok: true, q: query.get('q') }) },
  { path: '/rare', access: () => 'oui', perMinute: 2, GET: async () => json({}) },
  { path: '/a-soi', access: () => 'connexion', POST: async () => json({}) },
  { path: '/ferme', access: () => 'interdit', GET: async () => json({}) },
  { path: '/absente', access: () => 'introuvable', GET: async () => json({}) },
  {
    path: '/conflit',
    access: () => 'oui',
    GET: async () => {
      throw new Conflict('');
    },
  },
  {
    path: '/panne',
    access: () => 'oui',
    GET: async () => {
      throw new Unavailable('');
    },
  },
  {
    path: '/defaut',
    access: () => 'oui',
    GET: async () => {
      throw new TypeError('un secret dans une pile');
    },
  },
];

async function start(secure = true, pages = PAGES): Promise<void> {
  lines = [];
  server = await createServer({
    logger: createLogger({
      level: 'info',
      format: 'json',
      errorMessages: 'hidden',
      destination: { write: (line) => lines.push(line) },
    }),
    metrics: createMetrics(),
    secure,
    trustProxy: undefined,
    formTargets: ['https://fc.exemple'],
    perMinute: 1000,
    errorPage: ({ titre, detail }) => (
      <html lang="fr">
        <h1>{titre}</h1>
        <p>{detail}</p>
      </html>
    ),
  });
  addPages(server, pages, {
    secret: 'un secret assez long pour des jetons',
    secure,
    origin: ORIGIN,
    assets: { cssHref: '', wideHref: '', dossierHref: '', jsHref: '', fontHref: '' },
    identify: async () => ({ type: 'anonyme' }),
    signInPath: async ({ form }) => `/connexion?textes=${form.names().length}`,
    resumeForm: async () => undefined,
  });
}

const html = (url: string): InjectOptions => ({ url, headers: { accept: 'text/html' } });

describe('every answer', () => {
  test('carries a strict policy whose nonce is new each time, and an id', async () => {
    await start();
    const answers = [await server.inject(html('/page')), await server.inject(html('/nulle-part'))];
    const policies = answers.map(({ headers }) => String(headers['content-security-policy']));
    expect(new Set(policies).size).toBe(2);
    for (const policy of policies) {
      expect(policy).toMatch(/default-src 'none'.*form-action 'self' https:\/\/fc\.exemple.*frame-ancestors 'none'/);
      expect(policy).not.toContain('unsafe-');
    }
    const { headers } = await server.inject(html('/page'));
    expect(headers['strict-transport-security']).toContain('max-age=63072000');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['set-cookie']).toMatch(/^__Host-navigateur=.*Path=\/; HttpOnly; Secure; SameSite=Lax/);
  });

  test('over plain http promises nothing of https', async () => {
    await start(false);
    const { headers } = await server.inject(html('/page'));
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['set-cookie']).toMatch(/^navigateur=/);
  });
});

describe('what is refused', () => {
  test.each([
    ['/nulle-part', 404, 'Page introuvable'],
    ['/absente', 404, 'Page introuvable'],
    ['/ferme', 403, 'Accès refusé'],
    ['/conflit', 409, 'Cette page a changé entre-temps'],
    ['/panne', 503, 'Service momentanément indisponible'],
    ['/defaut', 500, 'Un problème est survenu'],
  ])('%s is %i for people and for programs', async (url, status, title) => {
    await start();
    const shown = await server.inject(html(url));
    expect([shown.statusCode, shown.body.includes(`<h1>${title}</h1>`)]).toEqual([status, true]);
    const told = await server.inject({ url, headers: { accept: 'application/json' } });
    expect(told.headers['content-type']).toContain('application/problem+json');
    expect(told.json()).toMatchObject({ status, title, instance: `urn:uuid:${told.headers['x-request-id']}` });
    expect(shown.body + told.body + lines.join('')).not.toContain('un secret dans une pile');
    expect(told.headers['retry-after']).toBe(status === 503 ? '30' : undefined);
  });

  test.each([
    ['/%E0%A4%A', 400],
    [`/themes/${'a'.repeat(300)}.css`, 414],
  ])('%s cannot be read, and is refused as all the rest', async (url, status) => {
    await start();
    server.get('/themes/:slug.css', async () => '');
    const shown = await server.inject(html(url));
    expect([shown.statusCode, shown.body]).toEqual([status, expect.stringContaining('<h1>Demande incorrecte</h1>')]);
    expect(shown.headers['content-security-policy']).toMatch(/^script-src 'nonce-[\w+/]{22}==' 'self'/);
    const told = await server.inject({ url, headers: { accept: 'application/json' } });
    expect(told.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(told.headers['content-type']).toContain('application/problem+json');
    expect(told.json()).toMatchObject({ status, instance: `urn:uuid:${told.headers['x-request-id']}` });
  });

  test.each([
    ['no HTTP', 'BONJOUR\r\n\r\n', 400],
    ['headers without an end', `GET / HTTP/1.1\r\ncookie: ${'a'.repeat(20_000)}`, 431],
  ])('%s is told on the connection', async (_what, sent, status) => {
    await start();
    await server.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(sent);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*application/problem\\+json`));
    expect(JSON.parse(body)).toMatchObject({ title: 'Demande incorrecte', status });
  });

  test('too many requests say when to come back', async () => {
    await start();
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await server.inject(html('/rare')));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a body larger than any form', async () => {
    await start();
    const payload = `nom=${'a'.repeat(300_000)}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    const answer = await server.inject({ method: 'POST', url: '/page', headers, payload });
    expect([answer.statusCode, answer.body.includes('dépasse la taille permise')]).toEqual([413, true]);
  });

  test('texts beside files that together are larger than any form', async () => {
    await start();
    const payload = new FormData();
    payload.append('_jeton', 'aucun');
    for (let n = 0; n < 6; n += 1) payload.append(`texte-${n}`, 'a'.repeat(50_000));
    const answer = await server.inject({ method: 'POST', url: '/page', headers: { accept: 'text/html' }, payload });
    expect([answer.statusCode, answer.body.includes('dépasse la taille permise')]).toEqual([413, true]);
  });

  test('an address with a sign that no text has; after it, the sign is left out', async () => {
    await start();
    expect((await server.inject(html('/p%00age'))).statusCode).toBe(404);
    expect((await server.inject(html('/donnees?q=a%00b%%0000'))).json()).toEqual({ ok: true, q: 'ab%00' });
  });

  test('a body of another kind', async () => {
    await start();
    const headers = { 'content-type': 'application/xml', accept: 'text/html' };
    const answer = await server.inject({ method: 'POST', url: '/page', headers, payload: '<a/>' });
    expect(answer.statusCode).toBe(415);
  });
});

describe('a form', () => {
  const send = async (
    headers: Readonly<Record<string, string>>,
    change: (jeton: string) => string = (same) => same,
    url = '/page',
  ) => {
    if (url === '/page') await start();
    const got = await server.inject(html('/page'));
    const cookie = String(got.headers['set-cookie']).split(';')[0] ?? '';
    const jeton = /<p>([^<]*)<\/p>/.exec(got.body)?.[1] ?? '';
    return server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, origin: ORIGIN, ...headers },
      payload: new URLSearchParams({ nom: 'Zoé', _jeton: change(jeton) }).toString(),
    });
  };

  test('of ours is received, and answered by an address to go to', async () => {
    const answer = await send({});
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/page?recu=Zo%C3%A9']);
  });

  test.each([
    ['from another site', { origin: 'https://ailleurs.exemple' }],
    ['from another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour of our site', { 'sec-fetch-site': 'same-site' }],
    ['of another browser', { cookie: '__Host-navigateur=un-autre' }],
    ['of no browser', { cookie: '' }],
  ])('%s is refused', async (_name, headers) => {
    expect((await send(headers)).statusCode).toBe(403);
  });

  test.each([
    ['without its token', () => ''],
    ['with another token', (jeton: string) => `${jeton.slice(0, -1)}${jeton.endsWith('A') ? 'B' : 'A'}`],
  ])('%s is refused', async (_name, change) => {
    expect((await send({}, change)).statusCode).toBe(403);
  });

  test('of whoever is not signed in is kept, and not by the hundred', async () => {
    await start();
    const answers = [];
    for (let n = 0; n < 40; n += 1) answers.push(await send({}, (same) => same, '/a-soi'));
    const kept = answers.filter(({ headers }) => headers.location === '/connexion?textes=2');
    const lost = answers.filter(({ headers }) => headers.location === '/connexion?textes=0');
    expect([kept.length, lost.length]).toEqual([30, 10]);
  });
});

test('the log has the pattern of the route, never the address', async () => {
  await start();
  await server.inject(html('/page?nom=MOREAU'));
  await server.inject(html('/personnes/camille.moreau@exemple.test'));
  const [page_, none] = lines.map((line) => JSON.parse(line));
  expect([page_.route, none.route]).toEqual(['/page', 'none']);
  expect(lines.join('')).not.toMatch(/moreau/i);
});

test('a server that stops finishes what is in flight, and says that it is not ready', async () => {
  let release: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const inFlight = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const slow: Page = {
    path: '/longue',
    access: () => 'oui',
    GET: async () => {
      arrived();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return json({ fini: true });
    },
  };
  await start(false, [slow]);
  let stopping = false;
  addHealthRoutes(
    server,
    [
      { name: 'base', ready: async () => true },
      { name: 'disque', ready: () => Promise.reject(new Error('plein')) },
      { name: 'muette', ready: () => new Promise<never>(() => undefined) },
    ],
    () => stopping,
    20,
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  expect((await server.inject('/healthz')).statusCode).toBe(200);
  expect((await server.inject('/readyz')).json()).toEqual({ ready: false, base: true, disque: false, muette: false });
  const answer = get((server.server.address() as AddressInfo).port, '/longue');
  await inFlight;
  stopping = true;
  const closed = server.close();
  release();
  expect(await answer).toBe('{"fini":true}');
  await closed;
});

function get(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = rawRequest({ port, path, host: '127.0.0.1' }, async (response) => {
      let body = '';
      for await (const chunk of response) body += String(chunk);
      resolve(body);
    });
    sent.once('error', reject);
    sent.end();
  });
}
