import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow } from './result.ts';
import { formatTelephone, parseTelephone } from './telephone.ts';

describe('parseTelephone', () => {
  test.each([
    ['05 49 52 35 35', '+33549523535'],
    ['05.49.52.35.35', '+33549523535'],
    ['05-49-52-35-35', '+33549523535'],
    ['05/49/52/35/35', '+33549523535'],
    ['05\u00a049\u202f52 35 35', '+33549523535'],
    ['+33 5 49 52 35 35', '+33549523535'],
    ['+33 (0)5 49 52 35 35', '+33549523535'],
    ['+33 05 49 52 35 35', '+33549523535'],
    ['0033 5 49 52 35 35', '+33549523535'],
    ['0033 (0) 5 49 52 35 35', '+33549523535'],
    ['tel:+33549523535', '+33549523535'],
    ['06 12 34 56 78', '+33612345678'],
    ['0 800 123 456', '+33800123456'],
    ['09 76 30 12 34', '+33976301234'],
  ])('reads %j in metropolitan France', (input, expected) => {
    expect(parseTelephone(input)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['0262 12 34 56', '+262262123456'],
    ['0692 12 34 56', '+262692123456'],
    ['0269 61 12 34', '+262269611234'],
    ['0639 39 12 34', '+262639391234'],
    ['0590 12 34 56', '+590590123456'],
    ['0690 12 34 56', '+590690123456'],
    ['0594 12 34 56', '+594594123456'],
    ['0694 12 34 56', '+594694123456'],
    ['0596 12 34 56', '+596596123456'],
    ['0696 12 34 56', '+596696123456'],
    ['0508 41 12 34', '+508411234'],
    ['0708 40 12 34', '+508708401234'],
    ['0709 30 12 34', '+594709301234'],
    ['0709 35 12 34', '+262709351234'],
    ['+262 (0)262 12 34 56', '+262262123456'],
    ['+33 692 12 34 56', '+262692123456'],
    ['+33 5 08 41 12 34', '+508411234'],
    ['+262 800 12 34 56', '+262800123456'],
    ['+508 41 12 34', '+508411234'],
    ['+687 26 12 34', '+687261234'],
    ['+689 40 12 34 56', '+68940123456'],
    ['+681 72 12 34', '+681721234'],
  ])('reads %j overseas', (input, expected) => {
    expect(parseTelephone(input)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['+32 475 12 34 56', '+32475123456'],
    ['+1 (202) 456-1111', '+12024561111'],
    ['00 49 30 227 0', '+49302270'],
    ['+39 06 6982', '+39066982'],
  ])('reads %j abroad', (input, expected) => expect(parseTelephone(input)).toEqual({ ok: true, value: expected }));

  test.each([
    ['', 'Indiquez un numéro'],
    ['zéro cinq', 'que des chiffres'],
    ['05 49 52 35 35 poste 12', 'que des chiffres'],
    ['549523535', 'manque sans doute le 0'],
    ['05 49 52 35 3', '10 chiffres'],
    ['05 49 52 35 35 3', '10 chiffres'],
    ['3939', '10 chiffres'],
    ['15', '10 chiffres'],
    ['26 12 34', 'Dans le Pacifique'],
    ['0000000000', '10 chiffres'],
    ['0508 01 23 45', '10 chiffres'],
    ['+33 5 49 52 35', 'nombre de chiffres attendu après +33'],
    ['+33 0', 'nombre de chiffres attendu après +33'],
    ['+262 549 52 35 35', 'ne correspond pas à l’indicatif +262'],
    ['+687 26 12', 'nombre de chiffres attendu après +687'],
    ['+32', '15 chiffres au plus'],
    ['+3247512345678901', '15 chiffres au plus'],
    ['+012345678', '15 chiffres au plus'],
    ['++33549523535', 'que des chiffres'],
  ])('refuses %j', (input, why) => {
    expect(parseTelephone(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });
});

describe('formatTelephone', () => {
  test.each([
    ['+33549523535', '05 49 52 35 35'],
    ['+33800123456', '0 800 123 456'],
    ['+262262123456', '02 62 12 34 56'],
    ['+508411234', '05 08 41 12 34'],
    ['+508708401234', '07 08 40 12 34'],
    ['+262800123456', '+262 800 12 34 56'], // its ten digits would be read in metropolitan France
    ['+687261234', '+687 26 12 34'],
    ['+68940123456', '+689 40 12 34 56'],
    ['+32475123456', '+32 475 12 34 56'],
    ['+12024561111', '+1 20 24 56 11 11'],
  ])('%s: %s', (e164, shown) => {
    expect(formatTelephone(orThrow(parseTelephone(e164)))).toBe(shown.replaceAll(' ', '\u00a0'));
  });

  test('what is shown, typed again, is the same number', () => {
    const national = fc.stringMatching(/^0[1-9][0-9]{8}$/);
    const overseas = fc.stringMatching(/^\+(?:33|262|590|594|596|508|687|689|681)[0-9]{6,9}$/);
    const abroad = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);
    const prefixed = fc
      .tuple(
        fc.constantFrom('0262', '0263', '0269', '0508', '0590', '0596', '0692', '0708', '0709', '0976'),
        fc.stringMatching(/^[0-9]{6}$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(national, overseas, abroad, prefixed), (input) => {
        const parsed = parseTelephone(input);
        if (!parsed.ok) return;
        expect(parsed.value).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parseTelephone(parsed.value)).toEqual(parsed);
        expect(parseTelephone(formatTelephone(parsed.value))).toEqual(parsed);
      }),
      { numRuns: 500 },
    );
  });
});
