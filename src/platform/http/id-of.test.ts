import { expect, test } from 'vitest';
import { NotFound } from '../errors.ts';
import { idOf } from './id-of.ts';

const ID = '018f0000-0000-7000-8000-00000000000a';

test('the id that the address names', () => {
  expect(idOf({ params: { dossier: ID } }, 'dossier')).toBe(ID);
});

test.each([
  ['absent', {}],
  ['no id', { dossier: 'nouveau' }],
  ['written otherwise than the platform writes it', { dossier: ID.toUpperCase() }],
  ['with something after it', { dossier: `${ID} ` }],
  ['of a version that does not exist', { dossier: '018f0000-0000-0000-8000-00000000000a' }],
])('a page that does not exist: %s', (_why, params) => {
  expect(() => idOf({ params }, 'dossier')).toThrow(NotFound);
});
