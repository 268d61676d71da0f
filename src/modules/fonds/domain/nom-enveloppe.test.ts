import { expect, test } from 'vitest';
import { nomDEnveloppe } from './nom-enveloppe.ts';

test.each([
  ['Volet 1', { type: 'departement', code: '86' }, 'Volet 1, Vienne (86), 2021'],
  ['Vienne', { type: 'departement', code: '86' }, 'Vienne, 2021'],
  ['Volet 2', { type: 'region', code: '75' }, 'Volet 2, région Nouvelle-Aquitaine, 2021'],
  ['Nouvelle-Aquitaine', { type: 'region', code: '75' }, 'Nouvelle-Aquitaine, 2021'],
  // Opened before codes were checked.
  ['Volet 3', { type: 'region', code: '99' }, 'Volet 3, région 99, 2021'],
  ['Guichet national', { type: 'national' }, 'Guichet national, 2021'],
] as const)('%s', (nom, territoire, expected) => {
  expect(nomDEnveloppe({ nom, annee: 2021, territoire })).toBe(expected);
});
