import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { centimes, euros } from '../../../values/montant.ts';
import { percent } from '../../../values/ratio.ts';
import { cumulDe, limitesDe } from './financement.ts';
import { checkProposition } from './proposition.ts';

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

const TAUX = { type: 'taux', taux: percent(75), plafond: undefined } as const;

test('the most that each rule lets the fund give, the tightest first', () => {
  // Three quarters of 80 000; 80 000 less 10 000; four fifths of 95 000, less 10 000.
  expect(limitesDe(PLAN, '86', TAUX)).toEqual([
    { regle: 'session', montant: euros(60_000) },
    { regle: 'participation', montant: euros(66_000) },
    { regle: 'depense', montant: euros(70_000) },
  ]);
  expect(limitesDe({ ...PLAN, autresAides: euros(90_000) }, '86', TAUX)[0]?.montant).toBe(0);
  const forfait = { type: 'forfait', montant: euros(5_000) } as const;
  expect(limitesDe(PLAN, '86', forfait)).toEqual([{ regle: 'session', montant: euros(5_000) }]);
});

test('the tightest is what a proposal may reach, to the cent', () => {
  const amount = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(amount, amount, amount, amount, fc.constantFrom('86', '974'), (a, b, c, d, departement) => {
      const cout = centimes(a + b + c + d);
      const plan = { cout, assiette: centimes(a + b), autresAides: centimes(c), financementsPrives: centimes(d) };
      const [{ montant }] = limitesDe(plan, departement, TAUX);
      const of = (cents: number) =>
        checkProposition({
          ...{ ...plan, departement, montant: centimes(cents), taux: percent(75), derogationParticipation: null },
          ...{ demandeRecue: jour('2026-01-01'), commencement: null, finPrevue: jour('2027-01-01') },
        }).ok;
      // Nothing to give: what is not given yet may be too much already.
      expect([montant === 0 || of(montant), of(montant + 1)]).toEqual([true, false]);
    }),
  );
});
