import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { etatDuRecours, isDansLeDelai, limiteDuRecours, reponseAvant, rouvreLeDelai } from './recours.ts';

test.each([
  ['2021-07-10', '2021-09-11'],
  ['2021-12-31', '2022-03-01'],
])('a decision notified on %s may be contested until %s included: two months « francs »', (notifiee, limite) => {
  expect(limiteDuRecours(jour(notifiee))).toBe(limite);
});

test.each([
  ['2021-09-10', null, 'a_examiner'],
  ['2021-09-11', null, 'rejete_par_silence'],
  ['2021-09-11', 'rouvert', 'rouvert'],
  ['2021-08-01', 'rejete', 'rejete'],
] as const)('on %s, answered %s, a recours of 10 July is %s', (aujourdhui, issue, etat) => {
  const recours = { issue, reponseAvant: reponseAvant(jour('2021-07-10')) };
  expect(etatDuRecours(recours, jour(aujourdhui))).toBe(etat);
});

test.each([
  ['dans-le-delai', '2021-11-11', true],
  ['dans-le-delai', '2021-11-12', false],
  ['toujours', '2022-05-01', true],
  ['jamais', '2021-09-12', false],
] as const)('under « %s », an express rejection of %s after silence opens the way again: %s', (regle, le, rouvre) => {
  expect(rouvreLeDelai(regle, limiteDuRecours(jour('2021-09-10')), jour(le))).toBe(rouvre);
});

test('a recours of the last day is in time, one of the day after is not', () => {
  const recu = (recuLe: string) => isDansLeDelai({ recuLe: jour(recuLe) }, jour('2021-07-10'));
  expect([recu('2021-09-11'), recu('2021-09-12')]).toEqual([true, false]);
});
