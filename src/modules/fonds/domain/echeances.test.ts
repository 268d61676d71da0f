import { describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../../test/support/plain-spaces.ts';
import { addDays, jour } from '../../../values/jour.ts';
import { distance, echeancesDe, isEchue, isOuverte, seuilAtteint } from './echeances.ts';

const LE = jour('2021-08-01');

test('the due dates of a request, to the last day of a shorter month', () => {
  expect(echeancesDe(jour('2021-06-01'))).toEqual({ recevableAvant: '2021-08-01', decisionAvant: '2022-02-01' });
  expect(echeancesDe(jour('2020-12-31'))).toEqual({ recevableAvant: '2021-02-28', decisionAvant: '2021-08-31' });
  expect(echeancesDe(jour('2021-06-30'))).toEqual({ recevableAvant: '2021-08-30', decisionAvant: '2022-02-28' });
});

test('there is time to answer until the end of the last day', () => {
  expect([isEchue(LE, LE), isEchue(LE, addDays(LE, 1))]).toEqual([false, true]);
});

test.each([
  [31, undefined],
  [30, 30],
  [8, 30],
  [7, 7],
  [0, 7],
  [-1, undefined],
])('%i days before, the reminder is %s', (days, seuil) => {
  expect(seuilAtteint(LE, addDays(LE, -days))).toBe(seuil);
});

test.each([
  [12, 'dans 12 jours'],
  [1, 'dans 1 jour'],
  [0, 'aujourd’hui'],
  [-3, 'dépassée de 3 jours'],
  [-1850, 'dépassée de 1 850 jours'],
])('%i days before, one reads « %s »', (days, text) => {
  expect(plainSpaces(distance(LE, addDays(LE, -days)))).toBe(text);
});

describe('a request is open', () => {
  test.each([
    ['deposee', null, true],
    ['en_instruction', null, true],
    ['en_instruction', LE, false],
    ['refusee', LE, false],
  ] as const)('%s, decided on %s: %s', (statut, decideeLe, open) => {
    expect(isOuverte({ statut, decideeLe })).toBe(open);
  });
});
