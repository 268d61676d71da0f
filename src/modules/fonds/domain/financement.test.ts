import { expect, test } from 'vitest';
import { euros } from '../../../values/montant.ts';
import { cumulDe } from './financement.ts';

const PLAN = {
  cout: euros(100_000),
  assiette: euros(80_000),
  demande: euros(60_000),
  autresAides: euros(10_000),
  financementsPrives: euros(5_000),
};

test('what is left, and a fifth of the public money', () => {
  // Public: 60 000 + 10 000 + 25 000 of its own; a fifth is 19 000.
  expect(cumulDe(PLAN, '86')).toEqual({
    resteACharge: euros(25_000),
    participationMinimale: euros(19_000),
    depassement: 0,
  });
});

test('aids above the eligible cost, and a plan that gives more than it spends', () => {
  const trop = cumulDe({ ...PLAN, autresAides: euros(45_000) }, '86');
  expect(trop).toMatchObject({ resteACharge: 0, depassement: euros(25_000) });
});

test('overseas, no least part', () => {
  expect(cumulDe(PLAN, '974').participationMinimale).toBe(0);
});
