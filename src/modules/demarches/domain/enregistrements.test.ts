import { expect, test } from 'vitest';
import {
  type Enregistrements,
  enregistreeDepuis,
  enregistrer,
  noterArrivee,
  tourOf,
  toursOf,
} from './enregistrements.ts';

const saves = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce<Enregistrements>((kept, [section, par]) => enregistrer(kept, section, par), {});

test('each save of a section is a turn of it', () => {
  const kept = saves(['vous', 'a'], ['vous', 'b'], ['projet', 'a'], ['vous', 'a']);
  expect(kept).toEqual({ vous: { a: 3, b: 2 }, projet: { a: 1 } });
  expect([tourOf(kept, 'vous'), tourOf(kept, 'projet'), tourOf(kept, 'autre'), toursOf(kept)]).toEqual([3, 1, 0, 4]);
});

test.each([
  ['a form older than a colleague’s save', 0, 'a', 'b'],
  ['a form made before the colleague’s last save, one’s own since', 1, 'a', 'b'],
  ['a form made after it', 2, 'a', undefined],
  ['one’s own saves only', 2, 'b', 'a'],
  ['up to date', 3, 'b', undefined],
  ['a form that claims the future', 99, 'a', undefined],
])('%s', (_, tour, par, expected) => {
  const kept = saves(['vous', 'a'], ['vous', 'b'], ['vous', 'a']);
  expect(enregistreeDepuis(kept, 'vous', { tour, par })).toBe(expected);
});

test('of several colleagues, the last is named; another section says nothing', () => {
  const kept = saves(['vous', 'b'], ['vous', 'c'], ['projet', 'd']);
  expect(enregistreeDepuis(kept, 'vous', { tour: 0, par: 'a' })).toBe('c');
  expect(enregistreeDepuis(kept, 'autre', { tour: 0, par: 'a' })).toBeUndefined();
});

test('what arrives from a source overtakes nobody on a step, and changes what is about to be deposited', () => {
  const kept = noterArrivee(saves(['vous', 'a']), 'b');
  expect(enregistreeDepuis(kept, 'vous', { tour: 0, par: 'a' })).toBeUndefined();
  expect([tourOf(kept, 'vous'), toursOf(kept)]).toEqual([1, 2]);
});
