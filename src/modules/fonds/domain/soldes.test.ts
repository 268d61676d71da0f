import fc from 'fast-check';
import { expect, test } from 'vitest';
import { euros, sumMontants } from '../../../values/montant.ts';
import { isOfSubvention, OPERATIONS, type TypeOperation } from './operation.ts';
import { applyMouvement, type Mouvement, SOLDES_VIDES, type Soldes } from './soldes.ts';

const types = Object.keys(OPERATIONS) as TypeOperation[];

const mouvement: fc.Arbitrary<Mouvement> = fc.record({
  type: fc.constantFrom(...types),
  montant: fc.integer({ min: 1, max: 1_000 }).map(euros),
});

const play = (mouvements: readonly Mouvement[]): Soldes =>
  mouvements.reduce((soldes, one) => applyMouvement(soldes, one) ?? soldes, SOLDES_VIDES);

test('whatever is done, nothing is negative and the accounts add up to what was authorised', () => {
  fc.assert(
    fc.property(fc.array(mouvement, { maxLength: 200 }), (mouvements) => {
      const { autorise, ...others } = play(mouvements);
      expect(Math.min(autorise, ...Object.values(others))).toBeGreaterThanOrEqual(0);
      expect(sumMontants(Object.values(others))).toBe(autorise);
    }),
  );
});

test('an euro follows the whole way, and back', () => {
  const way: TypeOperation[] = ['autoriser', 'reserver', 'engager', 'liquider', 'payer', 'reverser', 'remettre'];
  const montant = euros(1_000);
  const soldes = play(way.map((type) => ({ type, montant })));
  expect(soldes).toEqual({ ...SOLDES_VIDES, autorise: montant, disponible: montant });
});

test('what was promised to somebody names whose it is; what is free names nobody', () => {
  expect(types.filter((type) => !isOfSubvention(type))).toEqual(['autoriser', 'retirer', 'remettre']);
});

test('what is not there does not leave', () => {
  const reserver: Mouvement = { type: 'reserver', montant: euros(1) };
  expect(applyMouvement(SOLDES_VIDES, reserver)).toBeUndefined();
});
