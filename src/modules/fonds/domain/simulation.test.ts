import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centimes, euros, sumMontants } from '../../../values/montant.ts';
import {
  changements,
  type DemandeClassee,
  ecrireParametres,
  erreursDeParametres,
  lireParametres,
  manqueDe,
  type Parametres,
  PLUS_D_ENVELOPPES,
  SUITES,
  simuler,
} from './simulation.ts';

const [A, B] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
const tout: Parametres = { enveloppes: [A], part: 100, plafond: null, suite: 'arret' };

const demandes: readonly DemandeClassee[] = [40, 50, 30, 10].map((montant, index) => ({
  dossier: `d${index + 1}`,
  rang: index + 1,
  demande: euros(montant),
  departement: index % 2 === 0 ? '86' : '23',
  region: '75',
}));

const nationale = { id: A, disponible: euros(80), territoire: { type: 'national' } } as const;
const vienne = { id: B, disponible: euros(80), territoire: { type: 'departement', code: '86' } } as const;
const funded = (parametres: Parametres, enveloppes = [nationale, vienne]) =>
  simuler(parametres, demandes, enveloppes)
    .lignes.filter(({ enveloppeId }) => enveloppeId)
    .map(({ dossier, montant }) => [dossier, montant / 100]);

describe('a simulation', () => {
  test('funds down to the first request that does not fit', () => {
    expect(funded(tout)).toEqual([['d1', 40]]);
    expect(simuler(tout, demandes, [nationale]).lignes.map(({ sans }) => sans)).toEqual([
      null,
      'credits',
      'ligne',
      'ligne',
    ]);
  });

  test('or leaps over it', () => {
    const saut = { ...tout, suite: 'saut' } as const;
    expect(funded(saut)).toEqual([
      ['d1', 40],
      ['d3', 30],
      ['d4', 10],
    ]);
    expect(simuler(saut, demandes, [nationale]).restes.get(A)).toBe(0);
  });

  test('funds a part, under a ceiling', () => {
    expect(funded({ ...tout, part: 50 })).toEqual([
      ['d1', 20],
      ['d2', 25],
      ['d3', 15],
      ['d4', 5],
    ]);
    expect(funded({ ...tout, plafond: euros(20) })).toEqual([
      ['d1', 20],
      ['d2', 20],
      ['d3', 20],
      ['d4', 10],
    ]);
    expect(
      simuler({ ...tout, part: 33 }, [{ ...demandes[0], demande: centimes(101) } as never], [nationale]).total,
    ).toBe(33);
  });

  test('spends the enveloppes in the order chosen, each where it may', () => {
    const { lignes, restes } = simuler({ ...tout, enveloppes: [B, A] }, demandes, [nationale, vienne]);
    expect(lignes.map(({ enveloppeId }) => enveloppeId)).toEqual([B, A, B, A]);
    expect([restes.get(A), restes.get(B)]).toEqual([euros(20), euros(10)]);
    const [, elsewhere] = simuler({ ...tout, enveloppes: [B] }, demandes, [vienne]).lignes;
    expect(elsewhere?.sans).toBe('territoire');
  });

  test('says what it changes against another', () => {
    const avant = simuler(tout, demandes, [nationale]);
    const apres = simuler({ ...tout, part: 50 }, demandes, [nationale]);
    expect(
      changements(avant, apres).map(({ dossier, avant: de, apres: vers }) => [dossier, de / 100, vers / 100]),
    ).toEqual([
      ['d1', 40, 20],
      ['d2', 0, 25],
      ['d3', 0, 15],
      ['d4', 0, 5],
    ]);
    expect(changements(avant, avant)).toEqual([]);
  });
});

const someParametres = fc.record({
  enveloppes: fc.uniqueArray(fc.constantFrom(A, B)),
  part: fc.integer({ min: 1, max: 100 }),
  plafond: fc.option(fc.integer({ min: 1, max: 100_000 }).map(centimes)),
  suite: fc.constantFrom(...SUITES),
}) as fc.Arbitrary<Parametres>;

test('whatever is asked, no enveloppe is overspent and its address gives the same simulation', () => {
  fc.assert(
    fc.property(someParametres, (parametres) => {
      const { lignes, restes, total } = simuler(parametres, demandes, [nationale, vienne]);
      for (const one of [nationale, vienne].filter(({ id }) => restes.has(id))) {
        const spent = sumMontants(
          lignes.filter(({ enveloppeId }) => enveloppeId === one.id).map(({ montant }) => montant),
        );
        expect(restes.get(one.id)).toBe(one.disponible - spent);
        expect(restes.get(one.id)).toBeGreaterThanOrEqual(0);
      }
      expect(total).toBe(sumMontants(lignes.map(({ montant }) => montant)));
      expect(lireParametres(new URLSearchParams(ecrireParametres(parametres)))).toEqual(parametres);
    }),
  );
});

test('an address that makes no sense is the usual simulation', () => {
  const usual = { enveloppes: [], part: 100, plafond: null, suite: 'arret' };
  expect(lireParametres(new URLSearchParams('e=x&part=0&plafond=-3&suite=peut-etre'))).toEqual(usual);
});

test('what is typed and cannot be used is told, and what is not typed is nothing', () => {
  expect(erreursDeParametres(new URLSearchParams('part=100&plafond=&suite=saut'))).toEqual({});
  const wrong = new URLSearchParams({ part: '250', plafond: 'vingt mille' });
  for (let n = 0; n <= PLUS_D_ENVELOPPES; n += 1)
    wrong.append('e', `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
  expect(Object.keys(erreursDeParametres(wrong))).toEqual(['e', 'part', 'plafond']);
  expect(ecrireParametres(lireParametres(wrong)).length).toBeLessThanOrEqual(4000);
});

test('what is missing is to the cent', () => {
  expect(manqueDe(euros(10), euros(6), centimes(401))).toBe(1);
  expect(manqueDe(euros(10), euros(6), euros(4))).toBe(0);
});
