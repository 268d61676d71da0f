import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilerRegles, evaluerRegle, poserFaits } from './compilees.ts';
import { seuilsDe } from './seuils.ts';

const open = (regles: Readonly<Record<string, unknown>>) =>
  compilerRegles({ type: null, population: { titre: 'Population', unité: 'habitants' }, ...regles });

const seuils = (regles: Readonly<Record<string, unknown>>) => seuilsDe(open(regles), 'cible', 'population');

test('are found through other rules, lists and branches, on either side of the comparison', () => {
  expect(
    seuils({
      grande: 'population >= 300000',
      moyenne: { valeur: '100 < population', 'applicable si': 'population != 7' },
      cible: { variations: [{ si: 'grande', alors: 'oui' }, { sinon: { 'une de ces conditions': ['moyenne'] } }] },
      ailleurs: 'population < 5',
    }),
  ).toEqual([7, 100, 300_000]);
});

test('of a rule that does not look at the fact are none', () => {
  expect(seuils({ cible: "type = 'commune'" })).toEqual([]);
});

test.each([
  ['a sum', { cible: 'population + 1 > 3' }],
  ['another rule', { autre: 5, cible: 'population > autre' }],
  [
    'a scale',
    { cible: { barème: { assiette: 'population', tranches: [{ taux: '1%', plafond: 9 }, { taux: '2%' }] } } },
  ],
  ['its presence', { cible: { 'est défini': 'population' } }],
  ['itself', { cible: 'population' }],
  ['a fact that is computed', { population: { valeur: '3 * base' }, base: null, cible: 'population > 5' }],
])('cannot be told from %s', (_what, regles) => {
  expect(seuils(regles)).toBeUndefined();
});

test('split the fact in pieces where the rule never changes its mind', () => {
  const bound = fc.integer({ min: 0, max: 50 });
  const comparison = fc
    .tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), bound)
    .map(([sign, n]) => `population ${sign} ${n}`);
  fc.assert(
    fc.property(fc.array(comparison, { minLength: 1, maxLength: 4 }), fc.boolean(), (conditions, all) => {
      const compilees = open({ cible: { [all ? 'toutes ces conditions' : 'une de ces conditions']: conditions } });
      const limits = seuilsDe(compilees, 'cible', 'population') ?? [];
      const judged = (population: number) => {
        poserFaits(compilees, { population });
        const resultat = evaluerRegle(compilees, 'cible', new Map())?.resultat;
        return resultat?.type === 'booleen' && resultat.valeur;
      };
      for (let population = 1; population <= 52; population++) {
        const same = !limits.includes(population) && !limits.includes(population - 1);
        if (same) expect([population, judged(population)]).toEqual([population, judged(population - 1)]);
      }
    }),
    { numRuns: 30 },
  );
});
