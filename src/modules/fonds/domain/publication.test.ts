import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { etatPublication, rappelDu } from './publication.ts';

const ECHEANCE = jour('2022-01-15');

test.each([
  ['2021-12-15', 'a_publier', undefined],
  ['2021-12-16', 'bientot', 30],
  ['2022-01-07', 'bientot', 30],
  ['2022-01-08', 'bientot', 7],
  ['2022-01-15', 'bientot', 7],
  ['2022-01-16', 'en_retard', undefined],
] as const)('on %s, an agreement due on 15 January 2022 is %s', (le, etat, rappel) => {
  expect(etatPublication({ echeance: ECHEANCE, publiee: false, changee: false }, jour(le))).toBe(etat);
  expect(rappelDu(ECHEANCE, jour(le))).toBe(rappel);
});

test('what nothing obliges is never late; what was published is not late again when it changes', () => {
  const late = jour('2030-01-01');
  expect(etatPublication({ echeance: null, publiee: false, changee: false }, late)).toBe('a_publier');
  expect(etatPublication({ echeance: ECHEANCE, publiee: true, changee: false }, late)).toBe('publiee');
  expect(etatPublication({ echeance: ECHEANCE, publiee: true, changee: true }, late)).toBe('a_mettre_a_jour');
});
