import { expect, test } from 'vitest';
import { fixedClock } from '../../../platform/clock.ts';
import { formData } from '../../../platform/http/form.ts';
import { readProposition } from './read-proposition.ts';

const CLOCK = fixedClock('2026-11-27T10:00:00Z');

const depotOf = (depotSource: string) => {
  const lu = readProposition(formData(new URLSearchParams({ depotSource })), CLOCK);
  return lu.ok ? 'lu' : lu.error['depotSource'];
};

test.each(['', ' ', 'https://code.exemple.fr/guichet'])('the address of the code may be « %s »', (typed) => {
  expect(depotOf(typed)).toBeUndefined();
});

test.each([
  'javascript:alert(1)',
  'http://code.exemple.fr',
  'code.exemple.fr',
  'https://',
  'https://nom:secret@code.exemple.fr',
  `https://code.exemple.fr/${'a'.repeat(300)}`,
])('the address of the code is not « %s »', (typed) => {
  expect(depotOf(typed)).toContain('Écrivez l’adresse entière');
});

test('a request was received today at the latest', () => {
  const refusOf = (day: number) => {
    const typed = { 'demandeRecue.jour': String(day), 'demandeRecue.mois': '11', 'demandeRecue.annee': '2026' };
    const lu = readProposition(formData(new URLSearchParams(typed)), CLOCK);
    return lu.ok ? undefined : lu.error['demandeRecue'];
  };
  expect(refusOf(27)).toBeUndefined();
  expect(refusOf(28)).toBe('Cette date est à venir\u00a0: nous sommes le 27 novembre 2026. Corrigez-la.');
});
