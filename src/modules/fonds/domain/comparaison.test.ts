import { expect, test } from 'vitest';
import type { TypeCollectivite } from './collectivite.ts';
import { comparer, totalOf } from './comparaison.ts';

function jugee(type: TypeCollectivite, population: number | null, avant: boolean, apres: boolean) {
  return { collectivite: { pourRegles: { type, population } }, avant, apres };
}

test('tells who gains and who loses, by type and class of size', () => {
  const { lignes, gagnent, perdent } = comparer([
    jugee('epci', 350_000, false, true),
    jugee('epci', 499_999, false, true),
    jugee('epci', 500_000, true, true),
    jugee('commune', 3_499, true, false),
    jugee('commune', 3_500, true, true),
    jugee('commune', null, true, false),
    jugee('commune', 10, false, false),
  ]);
  expect(
    lignes.map(({ type, classe, avant, apres, gagnent, perdent }) => [type, classe, avant, apres, gagnent, perdent]),
  ).toEqual([
    ['commune', 'Population inconnue', 1, 0, 0, 1],
    ['commune', 'Moins de 3 500 habitants', 1, 0, 0, 1],
    ['commune', 'De 3 500 à 19 999 habitants', 1, 1, 0, 0],
    ['epci', 'De 300 000 à 499 999 habitants', 0, 2, 2, 0],
    ['epci', '500 000 habitants et plus', 1, 1, 0, 0],
  ]);
  expect(gagnent.map(({ pourRegles }) => pourRegles.population)).toEqual([499_999, 350_000]);
  expect(perdent).toHaveLength(2);
  expect(totalOf(lignes)).toEqual({ avant: 4, apres: 4, gagnent: 2, perdent: 2 });
});

test('of the same rules changes nothing', () => {
  expect(comparer([jugee('region', 1, true, true), jugee('region', 1, false, false)])).toMatchObject({
    gagnent: [],
    perdent: [],
  });
});
