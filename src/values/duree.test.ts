import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duree, dureeToIso, formatDuree, parseDuree, type Unite } from './duree.ts';

const UNITES: Unite[] = ['jours', 'jours-ouvres', 'semaines', 'mois', 'ans'];
const anyDuree = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(...UNITES)).map(([n, u]) => duree(n, u));

describe('parseDuree', () => {
  test.each([
    ['2 mois', duree(2, 'mois')],
    ['15\u00a0jours', duree(15, 'jours')],
    ['1 Jour', duree(1, 'jours')],
    ['10 jours ouvrés', duree(10, 'jours-ouvres')],
    ['10 JOURS OUVRES', duree(10, 'jours-ouvres')],
    ['1 an', duree(1, 'ans')],
    ['5 années', duree(5, 'ans')],
    ['3 semaines', duree(3, 'semaines')],
    ['2mois', duree(2, 'mois')],
    ['P2M', duree(2, 'mois')],
    ['p10y', duree(10, 'ans')],
    ['P15D', duree(15, 'jours')],
  ])('reads %j', (input, expected) => expect(parseDuree(input)).toEqual({ ok: true, value: expected }));

  test.each([
    'deux mois',
    '1,5 mois',
    '-1 mois',
    '1 an et 6 mois',
    'P1Y6M',
    'PT2H',
    '12',
    'mois',
    '10000 jours',
  ])('refuses %j', (input) =>
    expect(parseDuree(input)).toEqual({ ok: false, error: expect.stringContaining('une seule unité') }));

  test('an empty field is asked for', () => {
    expect(parseDuree(' ')).toEqual({ ok: false, error: expect.stringContaining('Indiquez une durée') });
  });

  test('reads back what is shown and what is exchanged', () => {
    fc.assert(
      fc.property(anyDuree, (value) => {
        expect(parseDuree(formatDuree(value))).toEqual({ ok: true, value });
        if (value.unite !== 'jours-ouvres') expect(parseDuree(dureeToIso(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

test('formatDuree agrees in number', () => {
  expect(
    [duree(1, 'mois'), duree(1, 'jours'), duree(2, 'ans'), duree(1, 'jours-ouvres'), duree(10, 'jours-ouvres')].map(
      formatDuree,
    ),
  ).toEqual(['1\u00a0mois', '1\u00a0jour', '2\u00a0ans', '1\u00a0jour ouvré', '10\u00a0jours ouvrés']);
});

test('ISO 8601 has no working days', () => {
  expect(dureeToIso(duree(10, 'ans'))).toBe('P10Y');
  expect(() => dureeToIso(duree(10, 'jours-ouvres'))).toThrow(RangeError);
});

test.each([-1, 1.5, 10_000, Number.NaN])('%d is no number of units', (n) => {
  expect(() => duree(n, 'jours')).toThrow(RangeError);
});
