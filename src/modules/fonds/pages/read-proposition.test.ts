import { expect, test } from 'vitest';
import { formData } from '../../../platform/http/form.ts';
import { readProposition } from './read-proposition.ts';

const depotOf = (depotSource: string) => {
  const lu = readProposition(formData(new URLSearchParams({ depotSource })));
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
