import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { additionner, type Compteurs, mesurer, quartilesOf, RIEN } from './compteurs.ts';
import { moisMontres, publier, publierToutes, SEUIL } from './publication.ts';

const VERSION = '01970000-0000-7000-8000-000000000001';
const contenu = (effet: object = {}) => ({
  version: VERSION,
  pieces: 2,
  effet: { champsPreremplis: 3, piecesEvitees: 1, sources: { caf: 'obtenue', men: 'indisponible' }, ...effet },
});

describe('a deposit of the journal', () => {
  test('gives its month in Paris, its counts, its time in minutes', () => {
    const entry = { at: '2026-11-30T23:10:40.000Z', contenu: contenu() };
    expect(mesurer(entry, '2026-11-30T23:00:00.000Z')).toEqual({
      versionId: VERSION,
      mois: '2026-12-01',
      compteurs: {
        depots: 1,
        preremplis: 1,
        champsPreremplis: 3,
        piecesEvitees: 1,
        piecesJointes: 2,
        sources: { caf: { obtenue: 1 }, men: { indisponible: 1 } },
        durees: { avec: { 11: 1 }, sans: {} },
      },
    });
    expect(mesurer({ ...entry, contenu: contenu({ champsPreremplis: 0 }) }, entry.at)?.compteurs).toMatchObject({
      preremplis: 0,
      durees: { avec: {}, sans: { 0: 1 } },
    });
  });

  test.each([
    ['of a day or more', '2026-11-29T23:10:40.000Z'],
    ['before its beginning', '2026-12-01T00:00:00.000Z'],
    ['unknown', undefined],
  ])('whose time is %s is counted, not timed', (_name, commence) => {
    const mesure = mesurer({ at: '2026-11-30T23:10:40.000Z', contenu: contenu() }, commence);
    expect(mesure?.compteurs).toMatchObject({ depots: 1, durees: { avec: {}, sans: {} } });
  });

  test('of before the effect was measured is not counted', () => {
    expect(mesurer({ at: '2026-11-30T23:10:40.000Z', contenu: { version: VERSION, pieces: 1 } }, undefined)).toBe(
      undefined,
    );
  });
});

test('counters add up in any order and by any groups', () => {
  const one = fc
    .tuple(fc.constantFrom('a', 'b', 'toString'), fc.nat(3), fc.nat(1500))
    .map(([source, champs, minutes]) => mesure(1, { source, champs, minutes }));
  fc.assert(
    fc.property(fc.array(one), fc.nat(20), (all, cut) => {
      const parts = [additionner(all.slice(0, cut)), additionner(all.slice(cut).toReversed())];
      expect(additionner(parts)).toEqual(additionner(all));
    }),
  );
});

test('quartiles are times of real deposits', () => {
  expect(quartilesOf({})).toBe(undefined);
  expect(quartilesOf({ 10: 1 })).toEqual({ nombre: 1, premier: 10, mediane: 10, troisieme: 10 });
  expect(quartilesOf({ 30: 1, 4: 2, 9: 1 })).toEqual({ nombre: 4, premier: 4, mediane: 4, troisieme: 9 });
});

describe('what is published', () => {
  const line = (cle: string, depots: number, mois = '2026-11-01') => ({ cle, mois, compteurs: mesure(depots) });

  test('is nothing under the threshold', () => {
    expect(publier([])).toBe(undefined);
    expect(publier([line('a', 2), line('b', 2)])).toBe(undefined);
    expect(publier([line('a', 2), line('b', 3)])?.ensemble.depots).toBe(5);
  });

  test('puts small lines together, and one more when they would be known by subtraction', () => {
    const parties = (...lines: ReturnType<typeof line>[]) => {
      const published = publier(lines)?.parties;
      return [published?.lignes.map(({ cle }) => cle), published?.autres?.cles];
    };
    expect(parties(line('a', 9), line('b', 5))).toEqual([['a', 'b'], undefined]);
    expect(parties(line('a', 9), line('b', 3), line('c', 2))).toEqual([['a'], ['b', 'c']]);
    expect(parties(line('a', 9), line('b', 7), line('c', 2))).toEqual([['a'], ['b', 'c']]);
    expect(parties(line('a', 9), line('c', 2))).toEqual([[], ['a', 'c']]);
  });

  test('never lets a group of fewer than five be read or subtracted', () => {
    const lines = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat({ max: 12 })), { maxLength: 12 });
    fc.assert(
      fc.property(lines, (all) => {
        const published = publier(
          all.filter(([, n]) => n > 0).map(([cle, n]) => line(cle, n, `2026-0${(n % 9) + 1}-01`)),
        );
        for (const { lignes, autres } of published ? [published.parties, published.mois] : []) {
          const shown = [...lignes.map(({ synthese }) => synthese), ...(autres ? [autres.synthese] : [])];
          for (const { depots } of shown) expect(depots).toBeGreaterThanOrEqual(SEUIL);
          expect(shown.reduce((sum, { depots }) => sum + depots, 0)).toBe(published?.ensemble.depots);
        }
      }),
    );
  });

  test('of the whole installation is the sum of what each organisation publishes', () => {
    const lines = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('2026-09-01', '2026-10-01', '2026-11-01'), fc.nat(9)),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const mesures = all.filter(([, , n]) => n > 0).map(([cle, mois, n]) => line(cle, n, mois));
        const apart = ['a', 'b', 'c'].flatMap((cle) => publier(mesures.filter((one) => one.cle === cle)) ?? []);
        const told = new Map<string, number>();
        for (const { mois } of apart) {
          for (const { cle, synthese } of mois.lignes) told.set(cle, (told.get(cle) ?? 0) + synthese.depots);
          if (mois.autres) told.set('autres', (told.get('autres') ?? 0) + mois.autres.synthese.depots);
        }
        const together = publierToutes(mesures);
        expect(new Map(together?.mois.lignes.map(({ cle, synthese }) => [cle, synthese.depots]))).toEqual(told);
        expect(together?.parties.lignes.length ?? 0).toBe(apart.length);
        expect([together?.parties.autres, together?.mois.autres]).toEqual([undefined, undefined]);
      }),
    );
  });

  test('tells no time of fewer than five deposits', () => {
    const minutes = (n: number) => ({ ...mesure(9), durees: { avec: { 8: n }, sans: { 20: 9 - n } } });
    const [four, five] = [4, 5].map(
      (n) => publier([{ cle: 'a', mois: '2026-11-01', compteurs: minutes(n) }])?.ensemble,
    );
    expect([four?.dureeAvec, four?.dureeSans?.mediane]).toEqual([undefined, 20]);
    expect([five?.dureeAvec?.mediane, five?.dureeSans]).toEqual([8, undefined]);
  });
});

test('twelve months are shown, the current one last', () => {
  const months = moisMontres(Temporal.PlainDate.from('2027-01-31'));
  expect([months.length, months[0], months.at(-1)]).toEqual([12, '2026-02-01', '2027-01-01']);
});

function mesure(depots: number, { source = 'caf', champs = 2, minutes = 10 } = {}): Compteurs {
  return {
    ...RIEN,
    depots,
    preremplis: depots,
    champsPreremplis: champs * depots,
    sources: { [source]: { obtenue: depots } },
    durees: { avec: { [minutes]: depots }, sans: {} },
  };
}
