import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { mayDelegate, refusDEnveloppe } from './enveloppe.ts';

const VIENNE = { type: 'departement', code: '86' } as const;
const NOUVELLE_AQUITAINE = { type: 'region', code: '75' } as const;
const NATIONAL = { type: 'national' } as const;
const POITIERS = { departement: '86', region: '75' };
const plain = (text: string | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, ' ');

test.each([
  [NATIONAL, NOUVELLE_AQUITAINE, true],
  [NATIONAL, VIENNE, true],
  [NOUVELLE_AQUITAINE, VIENNE, true],
  // Paris, whose code is that of another région.
  [NOUVELLE_AQUITAINE, { type: 'departement', code: '75' }, false],
  [{ type: 'region', code: '53' }, VIENNE, false],
  [VIENNE, NOUVELLE_AQUITAINE, false],
  [VIENNE, { type: 'departement', code: '79' }, false],
  [NATIONAL, NATIONAL, false],
  [NOUVELLE_AQUITAINE, NATIONAL, false],
] as const)('%j delegates to %j: %s', (parent, enfant, may) => {
  expect(mayDelegate(parent, enfant)).toBe(may);
});

test.each([
  [VIENNE, undefined],
  [NOUVELLE_AQUITAINE, undefined],
  [NATIONAL, undefined],
  [{ type: 'departement', code: '79' }, 'Cette enveloppe est celle d’un autre territoire que celui du bénéficiaire.'],
] as const)('an enveloppe of %j, for Poitiers: %s', (territoire, refus) => {
  expect(refusDEnveloppe({ territoire, delegationFin: null }, POITIERS, jour('2026-07-31'))).toBe(refus);
});

test('a delegation that ends on a Friday promises nothing more on the Saturday', () => {
  const enveloppe = { territoire: VIENNE, delegationFin: jour('2026-07-31') };
  expect(refusDEnveloppe(enveloppe, POITIERS, jour('2026-07-31'))).toBeUndefined();
  expect(plain(refusDEnveloppe(enveloppe, POITIERS, jour('2026-08-01')))).toBe(
    'La délégation de ces crédits a pris fin le vendredi 31 juillet 2026, sans report au jour ouvrable : le samedi ' +
      '1er août 2026, rien ne peut plus y être promis. Prolongez-la, ou choisissez une autre enveloppe.',
  );
});
