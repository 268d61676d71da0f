import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMontants,
  centimes,
  compareMontants,
  euros,
  formatMontant,
  type Montant,
  maxMontant,
  minMontant,
  multiplyMontant,
  partOf,
  subtractMontants,
  sumMontants,
  toDecimal,
  ZERO,
} from './montant.ts';
import { parseMontant } from './parse-montant.ts';
import { percent, ratio } from './ratio.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const anyMontant = fc.integer({ min: -MAX, max: MAX }).map(centimes);
const everyday = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(centimes);

describe('making one', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d cents are refused', (cents) => {
    expect(() => centimes(cents)).toThrow(RangeError);
  });

  test('euros are whole', () => {
    expect(euros(12)).toBe(1200);
    expect(() => euros(12.5)).toThrow(RangeError);
    expect(() => euros(MAX)).toThrow(RangeError);
  });

  test('there is one zero only', () => {
    expect(Object.is(centimes(-0), 0)).toBe(true);
    expect(Object.is(multiplyMontant(centimes(-1), ratio(1, 3), 'nearest'), 0)).toBe(true);
  });
});

describe('arithmetic', () => {
  test('adding and subtracting undo each other, in any order', () => {
    fc.assert(
      fc.property(everyday, everyday, (a, b) => {
        expect(subtractMontants(addMontants(a, b), b)).toBe(a);
        expect(addMontants(a, b)).toBe(addMontants(b, a));
        expect(sumMontants([a, b, a])).toBe(2 * a + b);
      }),
    );
  });

  test('beyond the safe integers, it throws rather than lose a cent', () => {
    expect(() => addMontants(centimes(MAX), centimes(1))).toThrow(RangeError);
    expect(() => subtractMontants(centimes(-MAX), centimes(1))).toThrow(RangeError);
    expect(() => multiplyMontant(centimes(MAX), ratio(2, 1), 'nearest')).toThrow(RangeError);
    expect(() => sumMontants([centimes(MAX), centimes(MAX)])).toThrow(RangeError);
  });

  test('the sum of none is zero', () => expect(sumMontants([])).toBe(ZERO));

  test('order', () => {
    expect([euros(3), euros(-1), euros(2)].sort(compareMontants)).toEqual([-100, 200, 300]);
    expect(minMontant(euros(1), euros(2))).toBe(100);
    expect(maxMontant(euros(1), euros(2))).toBe(200);
  });
});

describe('multiplyMontant', () => {
  // Taken from the worked examples of the domain (their ids).
  test.each([
    ['D09', euros(60_000), percent(60), 'nearest', euros(36_000)],
    ['D14', euros(80_000), percent(75), 'nearest', euros(60_000)],
    ['D15', euros(50_000), percent(75), 'nearest', euros(37_500)],
    ['B05', euros(6_000), percent('0.0619'), 'nearest', centimes(371)],
    ['B06', euros(7_000), percent('0.0619'), 'nearest', centimes(433)],
    ['half a cent goes away from zero', centimes(1), ratio(1, 2), 'nearest', centimes(1)],
    ['and so below zero', centimes(-1), ratio(1, 2), 'nearest', centimes(-1)],
    ['cut', centimes(279), ratio(99, 100), 'down', centimes(276)],
    ['raised', centimes(279), ratio(99, 100), 'up', centimes(277)],
  ] as const)('%s', (_, montant, by, rounding, expected) => {
    expect(multiplyMontant(montant, by, rounding)).toBe(expected);
  });

  test('by one changes nothing, even the largest', () => {
    fc.assert(
      fc.property(anyMontant, (montant) => {
        expect(multiplyMontant(montant, ratio(1, 1), 'nearest')).toBe(montant);
      }),
    );
  });

  test('is exact where floating point is not', () => {
    fc.assert(
      fc.property(
        everyday,
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        (montant, n, d) => {
          const cents = multiplyMontant(montant, ratio(n, d), 'nearest');
          const twiceTheError = 2n * (BigInt(cents) * BigInt(d) - BigInt(montant) * BigInt(n));
          expect(twiceTheError <= BigInt(d) && twiceTheError >= -BigInt(d)).toBe(true);
        },
      ),
    );
  });
});

test('partOf is an exact fraction, and of nothing there is no part', () => {
  expect(partOf(euros(45), euros(60))).toEqual(ratio(3, 4));
  expect(() => partOf(euros(1), ZERO)).toThrow(RangeError);
});

describe('formatMontant', () => {
  test.each([
    [123_456, '1\u202f234,56\u00a0€'],
    [0, '0,00\u00a0€'],
    [5, '0,05\u00a0€'],
    [-1_250, '-12,50\u00a0€'],
    [MAX, '90\u202f071\u202f992\u202f547\u202f409,91\u00a0€'],
  ])('%i cents', (cents, text) => expect(formatMontant(centimes(cents))).toBe(text));

  test('leaves cents out when asked and there are none', () => {
    expect(formatMontant(euros(60_000), 'if-any')).toBe('60\u202f000\u00a0€');
    expect(formatMontant(centimes(6_000_050), 'if-any')).toBe('60\u202f000,50\u00a0€');
  });

  test('toDecimal is for machines', () => {
    expect([123_456, 5, 0, -50, -123].map((cents) => toDecimal(centimes(cents)))).toEqual([
      '1234.56',
      '0.05',
      '0.00',
      '-0.50',
      '-1.23',
    ]);
  });
});

describe('parseMontant', () => {
  test.each([
    ['1 234,56', 123_456],
    ['1\u202f234,56\u00a0€', 123_456],
    ['12,5 €', 1_250],
    ['12.50', 1_250],
    ['12.5 euros', 1_250],
    ['12 EUR', 1_200],
    ['1234', 123_400],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['12 345 678', 1_234_567_800],
    ['0', 0],
    ['-0', 0],
    ['007', 700],
    ['90071992547409,91', MAX],
  ])('reads %j', (input, cents) => expect(parseMontant(input)).toEqual({ ok: true, value: cents }));

  test.each([
    ['', 'Indiquez un montant'],
    ['€', 'Indiquez un montant'],
    ['douze', 's’écrit en chiffres'],
    ['12 $', 's’écrit en chiffres'],
    ['1.234', 'de deux façons'],
    ['1,234', 'de deux façons'],
    ['1.234,567', 'de deux façons'],
    ['1.234.567', 'de deux façons'],
    ['12,3456', 'deux chiffres au plus'],
    ['12 34', 'groupes de trois'],
    ['1 2345,6', 'groupes de trois'],
    ['12,', 'n’est pas compris'],
    ['1,2,3', 'n’est pas compris'],
    ['1-2', 'n’est pas compris'],
    ['-5', 'ne peut pas être négatif'],
    ['\u22125', 'ne peut pas être négatif'],
    ['90071992547409,92', 'trop grand'],
    ['9'.repeat(30), 'trop grand'],
    ['1 '.repeat(50_000), 'trop grand'],
  ])('refuses %.20j', (input, why) => {
    expect(parseMontant(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('reads back whatever is shown, to the cent', () => {
    fc.assert(
      fc.property(anyMontant, fc.constantFrom('always', 'if-any'), (montant: Montant, cents) => {
        const value = { ok: true, value: montant };
        expect(parseMontant(formatMontant(montant, cents), { allowNegative: true })).toEqual(value);
        expect(parseMontant(toDecimal(montant), { allowNegative: true })).toEqual(value);
      }),
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9 .,€]{0,20}$/)), (input) => {
        const parsed = parseMontant(input, { allowNegative: true });
        if (parsed.ok) expect(Number.isSafeInteger(parsed.value)).toBe(true);
      }),
    );
  });
});
