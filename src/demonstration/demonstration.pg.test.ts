import { beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.ts';
import { fixedClock } from '../platform/clock.ts';
import { systemRandom } from '../platform/random.ts';
import type { Noyau } from '../platform/services.ts';
import { followSimulators } from './emetteurs.ts';
import { installDemonstration } from './index.ts';

const clock = fixedClock('2026-11-24T09:00:00+01:00');

let base: TestDatabase;
let noyau: Noyau;

beforeEach(async () => {
  base = await createTestDatabase();
  noyau = { db: base.db, clock, random: systemRandom };
  return () => base.close();
});

async function count(query: string): Promise<number> {
  const { rows } = await base.owner.query<{ count: number }>(`select count(*)::int from ${query}`);
  return rows[0]?.count ?? Number.NaN;
}

const ORGANISATIONS = 45; // Grand Poitiers and its 40 communes, Creuse, Thiérache, Flayat, the fund's manager.
const MEMBRES = 15;

async function expectComplete(): Promise<void> {
  expect(await count('organisations')).toBe(ORGANISATIONS);
  expect(await count('membres')).toBe(MEMBRES);
  expect(await count(`journal_entries where type = 'organisation.ajoutee'`)).toBe(ORGANISATIONS);
  expect(await count(`journal_entries where type = 'membre.invite'`)).toBe(MEMBRES);
}

describe('the demonstration', () => {
  test('installs real organisations, with their members', async () => {
    expect(await installDemonstration(noyau)).toEqual(['organisations', 'membres', 'mentions']);
    await expectComplete();
    expect(await count(`organisations where siren_epci = '200069854' and type = 'commune'`)).toBe(40);
    const { rows } = await base.owner.query(
      `select slug, nom, siren, code_insee, theme is not null as themed from organisations
       where slug in ('poitiers', 'grand-poitiers', 'creuse', 'thierache-sambre-et-oise', 'dinum', 'flayat') order by slug`,
    );
    expect(rows).toEqual([
      { slug: 'creuse', nom: 'Département de la Creuse', siren: '222309627', code_insee: '23', themed: true },
      {
        slug: 'dinum',
        nom: 'Direction interministérielle du numérique',
        siren: '130025265',
        code_insee: null,
        themed: true,
      },
      { slug: 'flayat', nom: 'Flayat', siren: '212308100', code_insee: '23081', themed: true },
      {
        slug: 'grand-poitiers',
        nom: 'Grand Poitiers Communauté urbaine',
        siren: '200069854',
        code_insee: null,
        themed: true,
      },
      { slug: 'poitiers', nom: 'Poitiers', siren: '218601946', code_insee: '86194', themed: true },
      {
        slug: 'thierache-sambre-et-oise',
        nom: 'Communauté de communes Thiérache Sambre et Oise',
        siren: '200071983',
        code_insee: null,
        themed: true,
      },
    ]);
  });

  test('costs a later start next to nothing, and never undoes what was done since', async () => {
    await installDemonstration(noyau);
    await base.owner.query(`update organisations set theme = null where slug = 'poitiers'`);
    await base.owner.query(`delete from membres where email like 'fatou%'`);
    const before = performance.now();
    expect(await installDemonstration(noyau)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(50);
    expect(await count(`organisations where slug = 'poitiers' and theme is null`)).toBe(1);
    expect(await count('membres')).toBe(MEMBRES - 1);
  });

  test('goes on where a start was cut, however far it had gone', async () => {
    // Every id that it draws is a place where it may stop: 90 for the organisations, 30 for the members.
    for (const draws of [0, 44, 46, 89, 95, 15, 21])
      await expect(installDemonstration(cutAfter(draws))).rejects.toThrow('cut');
    await installDemonstration(noyau);
    await expectComplete();
  });

  test('is installed once by two servers that start together', async () => {
    const other = { ...noyau };
    const installed = await Promise.all([installDemonstration(noyau), installDemonstration(other)]);
    expect(installed.flat().toSorted()).toEqual(['membres', 'mentions', 'organisations']);
    await expectComplete();
  });
});

/** A start that dies after so many draws of chance: like a kill, it leaves its transaction unfinished. */
function cutAfter(draws: number): Noyau {
  let drawn = 0;
  const bytes = (n: number) => {
    if (drawn++ >= draws) throw new Error('cut');
    return systemRandom.bytes(n);
  };
  return { ...noyau, random: { bytes } };
}

test('whoever signed in through simulators on another port keeps their account', async () => {
  const people = ['anne', 'bruno', 'chloe'].map((sub) => ({ sub, id: crypto.randomUUID() }));
  const fc = (port: number) => `http://localhost:${port}/franceconnect/api/v2`;
  const known = async () =>
    (await base.owner.query('select issuer, sub from identites order by issuer, sub')).rows as object[];
  for (const { sub, id } of people) {
    await base.owner.query(`insert into personnes (id, type) values ($1, 'usager')`, [id]);
    await base.owner.query('insert into identites (issuer, sub, personne_id) values ($1, $2, $3)', [fc(3001), sub, id]);
  }
  const elsewhere = [
    [fc(3011), 'anne'], // Signed in again on that port: this account stays theirs.
    ['https://fca.exemple.fr/franceconnect/api/v2', 'bruno'],
    ['http://localhost:3001/proconnect', 'chloe'],
  ];
  for (const [issuer, sub] of elsewhere) {
    const values = [issuer, sub, people[0]?.id];
    await base.owner.query('insert into identites (issuer, sub, personne_id) values ($1, $2, $3)', values);
  }
  const before = await known();
  await followSimulators(base.db, ['https://fca.exemple.fr/franceconnect/api/v2', fc(3001)]);
  expect(await known()).toEqual(before);
  await followSimulators(base.db, [fc(3011)]);
  expect(await known()).toEqual([
    { issuer: fc(3001), sub: 'anne' },
    { issuer: 'http://localhost:3001/proconnect', sub: 'chloe' },
    { issuer: fc(3011), sub: 'anne' },
    { issuer: fc(3011), sub: 'bruno' },
    { issuer: fc(3011), sub: 'chloe' },
    { issuer: 'https://fca.exemple.fr/franceconnect/api/v2', sub: 'bruno' },
  ]);
});
