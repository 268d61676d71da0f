import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { addMachines } from '../../platform/http/machine.ts';
import { createServer } from '../../platform/http/server.ts';
import { createLogger } from '../../platform/log/logger.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { euros } from '../../values/montant.ts';
import { orThrow } from '../../values/result.ts';
import { makeAnnuaire } from '../comptes/index.ts';
import { publicMachines } from './module.ts';
import { readCatalogueFonds } from './storage/catalogue.ts';
import { award, erreur, okOf, opportunity, opportunityDetails, paginatedOf } from './testing/common-grants.ts';
import { type FondsDeTest, openFondsDeTest } from './testing/fonds-de-test.ts';
import { attribuee, conventionnee } from './testing/subvention-de-test.ts';
import { abandonSubvention } from './use-cases/abandon-subvention.ts';
import { adoptFonds } from './use-cases/adopt-fonds.ts';

const SITE = 'https://parvis.exemple';

let fonds: FondsDeTest;
let server: FastifyInstance;

beforeAll(async () => {
  fonds = await openFondsDeTest();
  const { db, clock, random } = fonds.noyau;
  const catalogue = await readCatalogueFonds();
  const organisationId = fonds.gestionnaire.organisation.id;
  await db.transaction({ systeme: true }, (tx) => adoptFonds(tx, { db, clock, random }, { organisationId, catalogue }));
  server = await createServer({
    logger: createLogger({ level: 'silent', format: 'json' }),
    metrics: createMetrics(),
    secure: false,
    trustProxy: undefined,
    formTargets: [],
    perMinute: 1000,
    errorPage: () => {
      throw new Error('never a page');
    },
  });
  const annuaire = makeAnnuaire({ db, clock });
  await addMachines(server, publicMachines({ db, clock, publicUrl: SITE, annuaire }));
});
afterAll(async () => {
  await server?.close();
  await fonds?.close();
});

const get = (url: string) => server.inject({ method: 'GET', url });

async function read<S extends z.ZodType>(url: string, schema: S): Promise<z.infer<S>> {
  const answer = await get(url);
  expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
    url,
    200,
    'application/json; charset=utf-8',
  ]);
  return schema.parse(answer.json());
}

describe('opportunities', () => {
  test('are the dispositifs, each with its sessions', async () => {
    const { items, paginationInfo } = await read('/common-grants/opportunities', paginatedOf(opportunity));
    expect(items.length).toBeGreaterThan(2);
    expect(paginationInfo).toEqual({ page: 1, pageSize: 100, totalItems: items.length, totalPages: 1 });
    const guichet = items.find(({ title }) => title.includes('FranceConnect'));
    expect(guichet?.funding).toEqual({
      details: 'Un forfait.',
      minAwardAmount: { amount: '5000.00', currency: 'EUR' },
      maxAwardAmount: { amount: '5000.00', currency: 'EUR' },
    });
    for (const { id } of items) {
      const { data } = await read(`/common-grants/opportunities/${id}`, okOf(opportunityDetails));
      expect(data.id).toBe(id);
      expect(data.competitions?.every(({ opportunityId }) => opportunityId === id)).toBe(true);
      expect(data.competitions?.length).toBeGreaterThan(0);
    }
  });

  test('page after page, are each given once', async () => {
    const { items } = await read('/common-grants/opportunities', paginatedOf(opportunity));
    expect(await walk('/common-grants/opportunities?pageSize=1')).toEqual(items.map(({ id }) => id));
    const second = await read('/common-grants/opportunities?page=2&pageSize=1', paginatedOf(opportunity));
    expect(second.items.map(({ id }) => id)).toEqual([items[1]?.id]);
  });
});

describe('awards', () => {
  let enveloppe: string;
  beforeEach(async () => {
    enveloppe = await fonds.enveloppe(euros(2_000_000));
    await fonds.base.owner.query(`update subventions set fictif = true where not fictif`);
    await fonds.base.owner.query('update projets_finances set fictif = true');
  });

  test('say who gave what to whom; what changed last comes first; what is fictitious is not there', async () => {
    const signee = await conventionnee(fonds, enveloppe);
    const retiree = await attribuee(fonds, enveloppe);
    await attribuee(fonds, enveloppe, { fictif: true });
    orThrow(await abandonSubvention(fonds.noyau, fonds.gestionnaire, { subventionId: retiree, motif: 'Retiré' }));
    const { items } = await read('/common-grants/awards', paginatedOf(award));
    expect(items.map(({ id, status }) => [id, status.value])).toEqual([
      [retiree, 'cancelled'],
      [signee, 'awarded'],
    ]);
    expect(items[1]).toMatchObject({
      title: 'Guichet unique en ligne',
      funding: {
        awardedAmount: { amount: '60000.00', currency: 'EUR' },
        disbursedAmount: { amount: '0.00', currency: 'EUR' },
      },
      keyDates: { awardDate: { date: '2021-10-04' }, otherDates: { agreementDate: { date: '2021-10-15' } } },
      funders: { primary: { name: 'Fonds', identifiers: { otherIds: { 'org:fr:siren': { id: '130026032' } } } } },
      recipientOrganizations: {
        primary: {
          // Made from the SIRET alone: it is the same in every installation, for ever.
          id: 'c666dd20-6233-538b-b41d-31ff38e25fd6',
          identifiers: { otherIds: { 'org:fr:siret': { id: '21860194600013' } } },
        },
      },
      source: `${SITE}/fonds/projets-finances/${signee}`,
    });
    const { data } = await read(`/common-grants/awards/${signee}`, okOf(award));
    expect(data).toEqual(items[1]);
  });

  test('page after page, are each given once though the list changes', async () => {
    const made: string[] = [];
    for (let rang = 0; rang < 5; rang += 1) made.unshift(await attribuee(fonds, enveloppe));
    expect(await walk('/common-grants/awards?pageSize=2')).toEqual(made);
    expect(await walk('/common-grants/awards?pageSize=2', () => attribuee(fonds, enveloppe))).toEqual(made);
    const third = await read('/common-grants/awards?page=2&pageSize=3', paginatedOf(award));
    expect(third.paginationInfo).toMatchObject({ page: 2, pageSize: 3 });
    expect(third.items).toHaveLength(3);
  });
});

test.each([
  ['/common-grants/opportunities?page=0', 400],
  ['/common-grants/opportunities?pageSize=101', 400],
  ['/common-grants/awards?page=un', 400],
  ['/common-grants/awards?after=nimporte', 400],
  ['/common-grants/awards?page=999999', 400],
  ['/common-grants/awards/nimporte', 404],
  [`/common-grants/awards/${crypto.randomUUID()}`, 404],
  [`/common-grants/opportunities/${crypto.randomUUID()}`, 404],
])('%s is refused, as a problem and as an error of the protocol', async (url, status) => {
  const answer = await get(url);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    status,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  expect(erreur.parse(answer.json()).status).toBe(status);
});

/** Follows the links from a page to the next. @param between done before each page but the first */
async function walk(url: string, between?: () => Promise<unknown>): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let next: string | undefined = url; next; ) {
    const answer = await get(next);
    seen.push(...answer.json().items.map(({ id }: { id: string }) => id));
    const [, link] = /^<(.+)>; rel="next"$/.exec(String(answer.headers['link'] ?? '')) ?? [];
    next = link?.replace(SITE, '');
    if (next) await between?.();
  }
  return seen;
}
