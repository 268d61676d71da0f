import { expect, test } from 'vitest';
import { PROPOSITION } from '../../../../test/support/gestionnaire-du-fonds.ts';
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

test.each([
  ['commune', '86', { departement: '86', region: '75' }],
  ['epci', '2a', { departement: '2A', region: '94' }],
  ['commune', '975', { departement: '975', region: null }],
  ['region', '75', { departement: null, region: '75' }],
])('a beneficiary that is a %s of %s has its région', (type, code, lieu) => {
  const lu = readProposition(formData(new URLSearchParams(COMPLETE(type, code))), CLOCK);
  expect(lu.ok ? lu.value.beneficiaire : lu.error).toMatchObject(lieu);
});

const COMPLETE = (type: string, code: string) => ({
  ...PROPOSITION,
  enveloppe: '01a21f84-375c-7087-9f9e-28f49922fe07',
  cle: '01a21f84-375c-7087-9f9e-28f49922fe08',
  type,
  code,
});
