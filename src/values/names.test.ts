import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseName, sameName } from './names.ts';

describe('sameName', () => {
  test.each([
    ['Lemaître', 'LEMAITRE'],
    ['Lemai\u0302tre', 'Lemaître'],
    ['D’Arc', "d'arc"],
    ['D’Arc', 'D ARC'],
    ['Jean-Pierre', 'Jean Pierre'],
    ['Jean\u2011Pierre', 'JEAN  PIERRE '],
    ['N’Guyen', 'Nʼguyen'],
    ['Œuvrard', 'OEUVRARD'],
    ['Lætitia', 'Laetitia'],
    ['Weiß', 'WEISS'],
    ['Søren', 'SOREN'],
    ['Łukasz', 'Lukasz'],
    ['Iñaki', 'INAKI'],
    ['Gülşen', 'GULSEN'],
    ['İpek', 'IPEK'],
    ['Jr.', 'JR'],
    ['Zo\u00ebl\u00a0le\u202fGoff', 'zoel le goff'],
    ['Du\u00adrand\u200b', 'Durand'],
  ])('%j is %j', (a, b) => expect(sameName(a, b)).toBe(true));

  test.each([
    ['Le Gall', 'Legall'],
    ['Martin', 'Martine'],
    ['Jean-Pierre', 'Jean'],
    ['', ''],
    [' - ', ''],
    ['Dupont', 'Dupond'],
  ])('%j is not %j', (a, b) => expect(sameName(a, b)).toBe(false));

  const name = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿŒœŁłĐđ]{1,12}([ '’-][A-Za-zÀ-ÖØ-öø-ÿŒœŁłĐđ]{1,12}){0,2}$/);

  test('does not depend on case, composition, separators nor order of the two', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        for (const variant of [
          a.toUpperCase(),
          a.toLowerCase(),
          a.normalize('NFD'),
          a.normalize('NFC'),
          a.replace(/[ '’-]/g, '\u00a0'),
        ])
          expect(sameName(a, variant)).toBe(true);
        expect(sameName(a, b)).toBe(sameName(b, a));
      }),
    );
  });
});

test('normaliseName is plain and stable', () => {
  expect(normaliseName(' Anne-Sophie  d’Haïti ')).toBe('anne sophie d haiti');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = normaliseName(text);
      expect(normaliseName(once)).toBe(once);
    }),
  );
});

test('what is not seen inside a name changes nothing, wherever it is', () => {
  const unseen = fc.constantFrom(
    '\u00ad',
    '\u200b',
    '\u2063',
    '\ufeff',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u061c',
    '\u202e',
    '\u2069',
  );
  fc.assert(
    fc.property(
      fc.constantFrom('Lemaître', 'D’Arc', 'Jean-Pierre', 'نیم'),
      fc.nat(12),
      unseen,
      (name, at, character) => {
        expect(sameName(name, name.slice(0, at) + character + name.slice(at))).toBe(true);
      },
    ),
  );
  expect(sameName('Jean\tPierre', 'JeanPierre')).toBe(false);
});

test('other scripts are kept', () => {
  expect(sameName('Дмитрий', 'ДМИТРИЙ')).toBe(true);
  expect(sameName('محمد', 'أحمد')).toBe(false);
});
