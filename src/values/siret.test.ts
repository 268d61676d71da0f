import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow } from './result.ts';
import { formatSiret, parseSiret, sirenOf } from './siret.ts';

const accepts = (input: string) => parseSiret(input).ok;
const keysOf = (thirteenDigits: string) => [...'0123456789'].filter((key) => accepts(thirteenDigits + key));

describe('parseSiret', () => {
  test.each([
    ['13002526500013', 'Dinum'],
    ['21350238800019', 'Rennes'],
    ['73282932000074', 'the example of Insee'],
    ['35600000000048', 'the head office of La Poste, by Luhn'],
    ['35600000049837', 'a post office, by the sum of its digits'],
  ])('accepts %s (%s)', (siret) => expect(parseSiret(siret)).toEqual({ ok: true, value: siret }));

  test('reads it as people write it', () => {
    expect(parseSiret('130 025 265 00013')).toEqual({ ok: true, value: '13002526500013' });
    expect(parseSiret('130.025.265\u202f000\u00a013')).toEqual({ ok: true, value: '13002526500013' });
  });

  test.each([
    ['  ', 'Indiquez le numéro SIRET'],
    ['1300252650001O', 'que des chiffres'],
    ['1300252650001', 'vous en avez saisi 13'],
    ['130025265', 'est un SIREN'],
    ['13002526500014', 'clé de contrôle est fausse'],
    ['00000000000000', 'clé de contrôle est fausse'],
    ['35600000049838', 'clé de contrôle est fausse'],
  ])('refuses %j', (input, why) => {
    expect(parseSiret(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('refuses a number whose SIREN is wrong, even when its 14 digits pass Luhn', () => {
    // 130025264 is no SIREN; one key makes the whole pass Luhn.
    expect(keysOf('1300252640001')).toEqual([]);
  });

  test('exactly one key fits any establishment', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9999 }), (nic) => {
        expect(keysOf(`130025265${String(nic).padStart(4, '0')}`)).toHaveLength(1);
      }),
    );
  });

  test('at La Poste, two keys fit by the sum of 5 and at most one more by Luhn', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9999 }), (nic) => {
        const keys = keysOf(`356000000${String(nic).padStart(4, '0')}`).length;
        expect(keys === 2 || keys === 3).toBe(true);
      }),
    );
  });
});

test('sirenOf is the 9 first digits', () => {
  expect(sirenOf(orThrow(parseSiret('13002526500013')))).toBe('130025265');
});

test('formatSiret groups as Insee does', () => {
  expect(formatSiret(orThrow(parseSiret('13002526500013')))).toBe('130\u00a0025\u00a0265\u00a000013');
});
