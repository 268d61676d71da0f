import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { deterministicRandom } from '../../../platform/random.ts';
import { newId } from '../../../values/ids.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiren } from '../../../values/siren.ts';
import { describer } from '../domain/describe-organisation.ts';
import { wordsOf } from '../domain/slug.ts';
import { readCog } from './cog.ts';
import { readFaits } from './faits.ts';
import {
  findOrganisationBySlug,
  insertOrganisations,
  listOrganisations,
  listOrganisationsEnVue,
  type OrganisationToInsert,
} from './organisations.ts';
import { searchOrganisations } from './search-organisations.ts';

let base: TestDatabase;
let all: OrganisationToInsert[];

const asPublic = <T>(work: (tx: Tx) => Promise<T>) => base.db.transaction({ public: true }, work);
const slugsFor = async (typed: string, limit = 5) =>
  (await asPublic((tx) => searchOrganisations(tx, typed, limit))).map(({ slug }) => slug);

/** Every commune and grouping of France, as if each had been added. */
beforeAll(async () => {
  base = await createTestDatabase();
  const [cog, faits] = await Promise.all([readCog(), readFaits()]);
  const describe = describer(cog, faits);
  const [clock, random] = [fixedClock('2026-11-24T09:00:00+01:00'), deterministicRandom('organisations')];
  const found = [
    ...faits.organisations.map((fait) => describe.fait(fait)),
    ...cog.groupements.map((one) => describe.groupement(one, orThrow(parseSiren(one.siren)))),
    ...cog.communes.flatMap((one) =>
      one.siren === null ? [] : [describe.commune(one, orThrow(parseSiren(one.siren)))],
    ),
  ];
  all = found.map((one) => ({ ...one, id: newId(clock, random), theme: null }));
  const inserted = await base.db.transaction({ systeme: true }, (tx) => insertOrganisations(tx, all));
  expect(inserted).toHaveLength(all.length);
  await base.owner.query('analyze organisations');
});
afterAll(() => base.close());

describe('an organisation', () => {
  test('is read as it was written', async () => {
    const expected = all.find(({ codeInsee }) => codeInsee === '86194');
    expect(await asPublic((tx) => findOrganisationBySlug(tx, 'poitiers'))).toEqual({
      ...expected,
      mentions: null,
    });
    expect(await asPublic((tx) => findOrganisationBySlug(tx, 'atlantis'))).toBeUndefined();
  });

  test('keeps the look that it was given', async () => {
    const theme = { brand: '#17494d', radius: 'doux' };
    await base.db.transaction({ systeme: true }, async (tx) => {
      const first = all.find(({ slug }) => slug === 'poitiers');
      await sql`delete from organisations where slug = 'poitiers'`.execute(tx);
      await insertOrganisations(tx, first ? [{ ...first, theme }] : []);
      expect((await findOrganisationBySlug(tx, 'poitiers'))?.theme).toEqual(theme);
    });
  });

  test('cannot be written by another one, nor by the public', async () => {
    const [first, second] = all;
    if (!first || !second) throw new Error('No organisation');
    const rename = (tx: Tx) => sql`update organisations set nom = 'Pirate' where id = ${second.id}`.execute(tx);
    const done = await base.db.transaction({ organisation: first.id }, rename);
    expect(done.numAffectedRows).toBe(0n);
    const added = { ...second, siren: orThrow(parseSiren('732829320')), slug: 'pirate' };
    await expect(asPublic((tx) => insertOrganisations(tx, [added]))).rejects.toThrow(/row-level security/);
  });
});

describe('the search', () => {
  test.each([
    ['poitiers', 'poitiers'],
    ['POITIERS', 'poitiers'],
    ['grand poit', 'grand-poitiers'],
    ['poitiers grand', 'grand-poitiers'],
    ['chatellerault', 'chatellerault'],
    ['Châtell', 'chatellerault'],
    ['st julien ars', 'saint-julien-l-ars'],
    ['Saint-Julien-l’Ars', 'saint-julien-l-ars'],
    ["saint julien l'ars", 'saint-julien-l-ars'],
    ['86000', 'poitiers'],
    ['86194', 'poitiers'],
    ['2a004', 'ajaccio'],
    ['200069854', 'grand-poitiers'],
    ['département creuse', 'creuse'],
    ['creuse', 'creuse-80'],
    ['ouilly', 'ouilly-le-vicomte'],
    ['oeuilly', 'oeuilly-51'],
  ])('« %s » finds %s first', async (typed, slug) => {
    expect((await slugsFor(typed))[0]).toBe(slug);
  });

  test('puts the exact name before the larger ones that only begin so', async () => {
    const found = await slugsFor('saint-denis', 6);
    expect(found.slice(0, 4).toSorted()).toEqual([
      'saint-denis-11',
      'saint-denis-30',
      'saint-denis-93',
      'saint-denis-974',
    ]);
    expect(found.slice(0, 2)).toEqual(['saint-denis-974', 'saint-denis-93']);
  });

  test('finds nothing for nothing, and obeys nothing that is typed', async () => {
    for (const typed of [
      '',
      '   ',
      '’-!',
      "'':* | 'a",
      'zzzzzz',
      "'; drop table organisations; --",
      '\\',
      '(((',
      '<->',
    ]) {
      await expect(slugsFor(typed)).resolves.toBeInstanceOf(Array);
    }
    expect(await slugsFor('’-!')).toEqual([]);
    expect(await slugsFor('x'.repeat(100_000))).toEqual([]);
  });

  test('reads an index, not the 36 000 rows', async () => {
    const { rows } = await asPublic((tx) =>
      sql<{ 'QUERY PLAN': string }>`explain select id from organisations
        where recherche @@ ${"'saint':* & 'julien':*"}::tsquery`.execute(tx),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Bitmap Index Scan on organisations_recherche');
    expect(plan).not.toContain('Seq Scan');
  });

  test('answers in time, even for the shortest beginning', async () => {
    for (const typed of ['saint', 'l', 's', '8']) {
      const before = performance.now();
      expect(await slugsFor(typed)).toHaveLength(5);
      // Some 30 ms on a slow machine at rest; the margin is for the other tests that run meanwhile.
      expect(performance.now() - before).toBeLessThan(1_000);
    }
  });

  test('cuts every name of France into the same words as our own code', async () => {
    const { rows } = await base.owner.query<{ nom: string; nom_simple: string }>(
      'select nom, nom_simple from organisations',
    );
    expect(rows.length).toBe(all.length);
    expect(rows.filter(({ nom, nom_simple }) => nom_simple !== wordsOf(nom).join(' '))).toEqual([]);
  });
});

describe('the list', () => {
  test('goes on from where it stopped, without gap or repeat', async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const page = await asPublic((tx) =>
        listOrganisations(tx, { type: 'epci', limit: 500, ...(after === undefined ? {} : { after }) }),
      );
      seen.push(...page.map(({ slug }) => slug));
      if (page.length < 500) break;
    }
    const expected = all.filter(({ type }) => type === 'epci').map(({ slug }) => slug);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(expected.toSorted());
  });

  test('begins a page at its index', async () => {
    const { rows } = await asPublic((tx) =>
      sql<{ 'QUERY PLAN': string }>`explain select slug from organisations where slug > 'poitiers'
        order by slug limit 50`.execute(tx),
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('organisations_slug_key');
  });

  test('puts those that have a look of their own first, from their index', async () => {
    await base.owner.query(`update organisations set theme = '{}' where slug in ('poitiers', 'zuytpeene')`);
    const shown = await asPublic((tx) => listOrganisationsEnVue(tx, 5));
    const slugs = shown.map(({ slug }) => slug);
    expect(slugs.slice(0, 2)).toEqual(['poitiers', 'zuytpeene']);
    expect(slugs.slice(2)).toEqual(slugs.slice(2).toSorted());
    expect(slugs).toHaveLength(5);
    await base.owner.query('analyze organisations');
    const { rows } = await asPublic((tx) =>
      sql<{ 'QUERY PLAN': string }>`explain select slug from organisations where theme is not null
        order by slug limit 48`.execute(tx),
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('organisations_en_vue');
  });
});
