import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { Noyau } from '../../../platform/services.ts';
import { orThrow } from '../../../values/result.ts';
import { entriesOfSujet } from '../../journal/index.ts';
import { findOrganisationBySlug } from '../storage/organisations.ts';
import { addOrganisation } from './add-organisation.ts';

let base: TestDatabase;
let noyau: Noyau;

beforeAll(async () => {
  base = await createTestDatabase();
  noyau = { db: base.db, clock: fixedClock('2026-11-24T09:00:00+01:00'), random: systemRandom };
});
afterAll(() => base.close());

const factsOf = (id: string) =>
  base.db.transaction({ systeme: true }, async (tx) => {
    const placed = await entriesOfSujet(tx, { type: 'organisation', id });
    return placed.map(({ entry }) => entry);
  });

test('an organisation is added once, by any of its codes, and the journal says so', async () => {
  const first = orThrow(await addOrganisation(noyau, '86115'));
  expect(first).toMatchObject({ created: true, organisation: { nom: 'Jaunay-Marigny', slug: 'jaunay-marigny' } });
  const again = orThrow(await addOrganisation(noyau, '200 063 493'));
  expect(again).toMatchObject({ created: false, organisation: first.organisation });
  const { id } = first.organisation;
  expect(await factsOf(id)).toEqual([
    expect.objectContaining({
      type: 'organisation.ajoutee',
      organisation: id,
      acteur: { type: 'systeme', id: 'parvis' },
      contenu: { siren: '200063493', slug: 'jaunay-marigny', type: 'commune' },
    }),
  ]);
});

test('two who add the same one at once add it once', async () => {
  const added = await Promise.all(['23081', '23081', '212308100', '23081'].map((code) => addOrganisation(noyau, code)));
  const results = added.map(orThrow);
  expect(results.filter(({ created }) => created)).toHaveLength(1);
  const ids = new Set(results.map(({ organisation }) => organisation.id));
  expect(ids.size).toBe(1);
  expect(await factsOf([...ids][0] ?? '')).toHaveLength(1);
});

test('an unknown code adds nothing', async () => {
  const refused = await addOrganisation(noyau, '86000');
  expect(refused).toEqual({ ok: false, error: expect.stringContaining('Poitiers (86194)') });
  expect(await base.db.transaction({ public: true }, (tx) => findOrganisationBySlug(tx, 'poitiers'))).toBeUndefined();
});

test('an address that an earlier organisation holds stays its own', async () => {
  const { organisation } = orThrow(await addOrganisation(noyau, '86041'));
  await base.owner.query(`update organisations set siren = '732829320' where id = $1`, [organisation.id]);
  const other = orThrow(await addOrganisation(noyau, '86041'));
  expect(other).toMatchObject({ created: true, organisation: { slug: 'buxerolles-86-218600419' } });
});
