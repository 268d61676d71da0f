import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow } from './result.ts';
import { formatSiren, parseSiren } from './siren.ts';

const accepts = (input: string) => parseSiren(input).ok;

describe('parseSiren', () => {
  test.each([
    ['130025265', 'Dinum'],
    ['213502388', 'Rennes'],
    ['732829320', 'the example of Insee'],
    ['356000000', 'La Poste'],
  ])('accepts %s (%s)', (siren) => expect(parseSiren(siren)).toEqual({ ok: true, value: siren }));

  test.each([
    '130 025 265',
    ' 130\u00a0025\u202f265 ',
    '130.025.265',
    '130-025-265',
  ])('reads %j as people write it', (input) => {
    expect(parseSiren(input)).toEqual({ ok: true, value: '130025265' });
  });

  test.each([
    ['', 'Indiquez le numéro SIREN'],
    ['13002526A', 'que des chiffres'],
    ['13002526', 'vous en avez saisi 8'],
    ['13002526500013', 'est un SIRET'],
    ['130025264', 'clé de contrôle est fausse'],
    ['000000000', 'clé de contrôle est fausse'],
  ])('refuses %j', (input, why) => {
    expect(parseSiren(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('exactly one key fits any eight digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
        const base = String(number).padStart(8, '0');
        expect([...'0123456789'].filter((key) => accepts(base + key))).toHaveLength(1);
      }),
    );
  });

  test('one wrong digit is always noticed, two swapped ones too except 0 and 9', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.nat({ max: 9 }), fc.nat({ max: 7 }), (place, digit, swapped) => {
        const good = '732829320';
        const wrong = good.slice(0, place) + digit + good.slice(place + 1);
        expect(accepts(wrong)).toBe(wrong === good);
        const [a = '', b = ''] = good.slice(swapped, swapped + 2);
        const exchanged = good.slice(0, swapped) + b + a + good.slice(swapped + 2);
        expect(accepts(exchanged)).toBe(a === b || a + b === '09' || a + b === '90');
      }),
    );
  });
});

test('formatSiren groups by three, without letting a line break', () => {
  expect(formatSiren(orThrow(parseSiren('130025265')))).toBe('130\u00a0025\u00a0265');
});
