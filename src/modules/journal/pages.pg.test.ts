import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPages } from '../../platform/http/pages.ts';
import { fromHex } from './domain/bytes.ts';
import { keyIdOf, parsePublicKey, type SignedHead, verifyHead } from './domain/head.ts';
import { verifyConsistency } from './domain/merkle-verify.ts';
import { journalPages } from './pages.ts';
import { openTestJournal, type TestJournal } from './testing/test-journal.ts';

let the: TestJournal;
let server: FastifyInstance;
beforeAll(async () => {
  the = await openTestJournal();
  server = fastify();
  await server.register(cookie);
  await server.register(rateLimit);
  addPages(server, journalPages({ db: the.base.db }), {
    secret: 'x'.repeat(32),
    secure: false,
    origin: 'http://parvis.exemple',
    assets: { cssHref: '/a.css', wideHref: '', dossierHref: '', jsHref: '/a.js', fontHref: '' },
    identify: async () => ({ type: 'anonyme' }),
    signInPath: async () => '/connexion',
    resumeForm: async () => undefined,
  });
});
afterAll(async () => {
  await server.close();
  await the.close();
});

async function get<T>(url: string): Promise<T> {
  const response = await server.inject({ url });
  return response.json<T>();
}

test('before the first entry there is no head', async () => {
  expect(await get('/journal/tete')).toBeNull();
  expect(await get('/journal/tetes')).toEqual([]);
});

describe('with nothing but what is published', () => {
  beforeAll(async () => {
    for (const more of [3, 4]) {
      for (let i = 0; i < more; i++) await the.write();
      await the.journal.settle();
    }
  });

  test('every head verifies with its key', async () => {
    const keys = await get<{ keyId: string; publicKey: string }[]>('/journal/cles');
    const heads = await get<SignedHead[]>('/journal/tetes');
    expect(heads.map((head) => head.size)).toEqual([3, 7]);
    expect(await get('/journal/tete')).toEqual(withoutTimestamp(heads[1]));
    for (const head of heads) {
      const published = keys.find((key) => key.keyId === head.keyId);
      const key = parsePublicKey(published?.publicKey);
      expect(published && keyIdOf(published.publicKey)).toBe(head.keyId);
      expect(key.ok && verifyHead(head, head.signature, key.value)).toBe(true);
    }
  });

  test('the second head is proved to continue the first', async () => {
    const [first, second] = await get<[SignedHead, SignedHead]>('/journal/tetes');
    const { proof } = await get<{ proof: string[] }>('/journal/coherence?de=3&a=7');
    const roots = { firstRoot: fromHex(first.root), secondRoot: fromHex(second.root) };
    expect(verifyConsistency({ first: 3, second: 7, ...roots, proof: proof.map(fromHex) })).toBe(true);
  });

  test('heads already known are not given again', async () => {
    expect(await get<SignedHead[]>('/journal/tetes?apres=3')).toMatchObject([{ size: 7 }]);
    expect(await get<SignedHead[]>('/journal/tetes?apres=7')).toEqual([]);
  });

  test.each([
    '',
    '?de=0&a=7',
    '?de=4&a=3',
    '?de=1&a=8',
    '?de=un&a=7',
    '?de=-1&a=7',
    '?de=1&a=99999999999999999999',
  ])('sizes that make no sense are refused: %s', async (query) => {
    expect((await server.inject({ url: `/journal/coherence${query}` })).statusCode).toBe(422);
  });
});

function withoutTimestamp(head: (SignedHead & { horodatage?: unknown }) | undefined): unknown {
  if (!head) return head;
  const { horodatage: _, ...rest } = head;
  return rest;
}
