import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capitalize, count, de, groupBy, NBSP, quote, removeAccents, removeSeparators, tropLong } from './french.ts';

describe('count', () => {
  test.each([
    [0, `0${NBSP}chiffre`],
    [1, `1${NBSP}chiffre`],
    [2, `2${NBSP}chiffres`],
    [-3, `-3${NBSP}chiffres`],
    [12_500, `12\u202f500${NBSP}chiffres`],
  ])('%i', (n, expected) => expect(count(n, 'chiffre')).toBe(expected));
});

test('a text too long is told how much it may be, and how much it is', () => {
  expect(tropLong(100)).toBe(`Écrivez 100${NBSP}caractères au plus.`);
  expect(tropLong(2000)).toBe(`Écrivez 2\u202f000${NBSP}caractères au plus.`);
  expect(tropLong(10_000, 10_001)).toBe(`Écrivez 10\u202f000${NBSP}caractères au plus${NBSP}; il y en a 10\u202f001.`);
});

test('quote keeps the guillemets with their text', () => {
  expect(quote('86')).toBe('«\u00a086\u00a0»');
});

test.each([
  ['le Cnous', 'du Cnous'],
  ['la CAF ou la MSA', 'de la CAF ou de la MSA'],
  ['l’Assurance maladie', 'de l’Assurance maladie'],
  ['FranceConnect', 'de FranceConnect'],
  ['Élodie Marchand', 'd’Élodie Marchand'],
  ['un ancien membre', 'd’un ancien membre'],
  ['Yannick Le Goff', 'de Yannick Le Goff'],
])('de: %s', (nom, expected) => expect(de(nom)).toBe(expected));

test('capitalize leaves the rest as it is, and nothing of nothing', () => {
  expect(['la CAF', 'l’État', 'éducation', ''].map(capitalize)).toEqual(['La CAF', 'L’État', 'Éducation', '']);
});

describe('groupBy', () => {
  test.each([
    ['12345678901234', [3, 3, 3, 5], '123 456 789 01234'],
    ['1234567', [3], '123 456 7'],
    ['', [4], ''],
  ])('%s by %j', (text, sizes, expected) => expect(groupBy(text, sizes)).toBe(expected.replaceAll(' ', NBSP)));

  test('a size of zero would never end', () => {
    expect(() => groupBy('12', [0])).toThrow(RangeError);
    expect(() => groupBy('12', [])).toThrow(RangeError);
  });

  test('loses nothing', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{0,40}$/),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        (s, sizes) => {
          expect(groupBy(s, sizes).replaceAll(NBSP, '')).toBe(s);
        },
      ),
    );
  });
});

test('removeSeparators knows every kind of space and hyphen', () => {
  expect(removeSeparators(' 1\u00a02\u202f3\u20094.5-6\u20107\u20118\u22129\u200b\ufeff0\t')).toBe('1234567890');
});

test('removeAccents works on composed and decomposed letters', () => {
  expect(removeAccents('Février')).toBe('Fevrier');
  expect(removeAccents('Fe\u0301vrier')).toBe('Fevrier');
});
