import { beforeAll, expect, test } from 'vitest';
import { readCog } from '../storage/cog.ts';
import { readFaits } from '../storage/faits.ts';
import type { Cog } from './cog.ts';
import type { Faits } from './fait-organisation.ts';
import { organisationSlugs, slugKey } from './organisation-slugs.ts';
import { RESERVED_SLUGS } from './slug.ts';

let cog: Cog;
let faits: Faits;
let slugs: ReadonlyMap<string, string>;

beforeAll(async () => {
  [cog, faits] = await Promise.all([readCog(), readFaits()]);
  slugs = organisationSlugs(cog, faits.organisations);
});

test('every commune and grouping of France has an address of its own, that the site does not use', () => {
  const keys = [...cog.communes.map(({ code }) => slugKey.commune(code)), ...cog.groupements.map(({ siren }) => siren)];
  expect(cog.communes.length).toBeGreaterThan(34_900);
  expect(keys.filter((key) => !slugs.has(key))).toEqual([]);
  expect(new Set(slugs.values()).size).toBe(slugs.size);
  expect([...slugs.values()].filter((slug) => RESERVED_SLUGS.has(slug))).toEqual([]);
  expect([...slugs.values()].filter((slug) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))).toEqual([]);
});

test('addresses do not depend on the order of the geographic code', () => {
  const reversed: Cog = {
    ...cog,
    communes: cog.communes.toReversed(),
    groupements: cog.groupements.toReversed(),
    departements: cog.departements.toReversed(),
    regions: cog.regions.toReversed(),
  };
  const again = organisationSlugs(reversed, faits.organisations.toReversed());
  expect([...slugs].filter(([key, slug]) => again.get(key) !== slug)).toEqual([]);
});

test.each([
  [slugKey.commune('86194'), 'poitiers'],
  [slugKey.commune('93066'), 'saint-denis-93'],
  [slugKey.commune('97411'), 'saint-denis-974'],
  [slugKey.commune('75056'), 'paris'],
  [slugKey.departement('23'), 'creuse'],
  // Homonym of a département.
  [slugKey.commune('80225'), 'creuse-80'],
  // Two homonyms of one département, which the code tells apart.
  [slugKey.commune('16052'), 'bors-canton-de-tude-et-lavalette'],
  ['200069854', 'grand-poitiers'],
  ['200071983', 'thierache-sambre-et-oise'],
  // Its short name is a commune's.
  ['200033579', 'communaute-urbaine-d-arras'],
  // Two communautés de communes des Quatre Rivières.
  ['247000623', 'quatre-rivieres-70'],
  ['130025265', 'dinum'],
])('%s has the address %s', (key, slug) => {
  expect(slugs.get(key)).toBe(slug);
});
