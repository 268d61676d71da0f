import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duree } from './duree.ts';
import { addDays, jour, toPlainDate } from './jour.ts';
import { TERRITOIRES } from './territoire.ts';
import { addDuree, addDureeFranche, addJoursOuvres, isOuvre, nextOuvre, postponeToOuvre } from './working-days.ts';

const anyJour = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(jour('1990-01-01'), days));
const anyTerritoire = fc.constantFrom(...TERRITOIRES);

describe('isOuvre', () => {
  test.each([
    ['2026-11-24', 'metropole', true],
    ['2026-11-28', 'metropole', false], // Saturday
    ['2026-11-29', 'metropole', false], // Sunday
    ['2026-05-14', 'metropole', false], // Ascension
    ['2026-05-15', 'metropole', true], // a bridge is worked
    ['2028-12-26', 'metropole', true],
    ['2028-12-26', 'alsace-moselle', false],
    ['2026-05-27', 'guadeloupe', false],
  ] as const)('%s in %s: %s', (date, territoire, expected) => expect(isOuvre(jour(date), territoire)).toBe(expected));
});

describe('addJoursOuvres', () => {
  test.each([
    ['A37: 10 working days in May, three holidays', '2026-04-30', 10, '2026-05-19'],
    ['A35: from a Sunday evening', '2026-05-31', 10, '2026-06-12'],
    ['one, over a weekend', '2026-11-27', 1, '2026-11-30'],
    ['back over a weekend', '2026-11-30', -1, '2026-11-27'],
    ['none leaves a Sunday where it is', '2026-11-29', 0, '2026-11-29'],
  ])('%s', (_, from, n, expected) => expect(addJoursOuvres(jour(from), n, 'metropole')).toBe(expected));

  test('counts exactly n working days, and ends on one', () => {
    fc.assert(
      fc.property(anyJour, fc.integer({ min: 1, max: 60 }), anyTerritoire, (from, n, territoire) => {
        const end = addJoursOuvres(from, n, territoire);
        let worked = 0;
        for (let day = addDays(from, 1); day <= end; day = addDays(day, 1)) if (isOuvre(day, territoire)) worked++;
        expect(worked).toBe(n);
        expect(isOuvre(end, territoire)).toBe(true);
        if (isOuvre(from, territoire)) expect(addJoursOuvres(end, -n, territoire)).toBe(from);
      }),
    );
  });

  test('a part of a day is refused', () => {
    expect(() => addJoursOuvres(jour('2026-11-24'), 1.5, 'metropole')).toThrow(RangeError);
  });

  test('nextOuvre is strictly after', () => {
    expect(nextOuvre(jour('2026-11-24'), 'metropole')).toBe('2026-11-25');
    expect(nextOuvre(jour('2026-05-07'), 'metropole')).toBe('2026-05-11');
  });
});

describe('addDuree, the administration’s own delay: never postponed', () => {
  // The worked examples of the domain (their ids).
  test.each([
    ['A01', '2026-03-16', duree(1, 'mois'), '2026-04-16'],
    ['A02, CAA Nantes 5 April 2013 n° 11NT03035', '2009-07-21', duree(2, 'mois'), '2009-09-21'],
    ['A03', '2026-01-01', duree(2, 'mois'), '2026-03-01'],
    ['A04', '2026-03-16', duree(3, 'mois'), '2026-06-16'],
    ['A06, a Saturday', '2026-03-16', duree(2, 'mois'), '2026-05-16'],
    ['A08', '2025-12-31', duree(2, 'mois'), '2026-02-28'],
    ['A10', '2027-12-31', duree(2, 'mois'), '2028-02-29'],
    ['A22', '2026-03-16', duree(5, 'mois'), '2026-08-16'],
    ['A34, a Sunday', '2026-07-13', duree(2, 'mois'), '2026-09-13'],
    ['A35', '2026-05-31', duree(1, 'mois'), '2026-06-30'],
    ['A37', '2026-04-30', duree(10, 'jours-ouvres'), '2026-05-19'],
    ['A41', '2026-03-16', duree(15, 'jours'), '2026-03-31'],
    ['A42', '2026-03-16', duree(1, 'semaines'), '2026-03-23'],
    ['A51', '2026-04-16', duree(18, 'mois'), '2027-10-16'],
    ['A55, a Sunday', '2026-05-16', duree(3, 'mois'), '2026-08-16'],
    ['A62', '2026-05-04', duree(15, 'jours'), '2026-05-19'],
    ['D02', '2026-02-10', duree(8, 'mois'), '2026-10-10'],
    ['in years, from a 29 February', '2028-02-29', duree(10, 'ans'), '2038-02-28'],
  ])('%s', (_, from, delay, expected) => expect(addDuree(jour(from), delay, 'metropole')).toBe(expected));
});

describe('a person’s deadline before a court: délai franc, then postponed', () => {
  test.each([
    ['CE 5 June 2009 n° 312682: Saturday 13 to Monday 15 October', '2007-08-12', '2007-10-13', '2007-10-15'],
    ['A56', '2026-06-01', '2026-08-02', '2026-08-03'],
    ['A57', '2025-12-15', '2026-02-16', '2026-02-16'],
    ['A58', '2026-01-12', '2026-03-13', '2026-03-13'],
    ['A67', '2026-05-10', '2026-07-11', '2026-07-13'],
  ])('%s', (_, from, franc, last) => {
    const end = addDureeFranche(jour(from), duree(2, 'mois'), 'metropole');
    expect(end).toBe(franc);
    expect(postponeToOuvre(end, 'metropole')).toBe(last);
  });

  test('fifteen free days (ordonnance notified on a Tuesday, appeal received on the Thursday)', () => {
    expect(addDureeFranche(jour('2022-12-20'), duree(15, 'jours'), 'metropole')).toBe('2023-01-05');
  });

  test('the holidays of the territory count: 26 December in Strasbourg', () => {
    expect(postponeToOuvre(jour('2028-12-25'), 'metropole')).toBe('2028-12-26');
    expect(postponeToOuvre(jour('2028-12-25'), 'alsace-moselle')).toBe('2028-12-27');
  });

  test('postponing moves a day that is not worked, and no other, to the first that is', () => {
    fc.assert(
      fc.property(anyJour, anyTerritoire, (date, territoire) => {
        const postponed = postponeToOuvre(date, territoire);
        expect(isOuvre(postponed, territoire)).toBe(true);
        for (let day = date; day < postponed; day = addDays(day, 1)) expect(isOuvre(day, territoire)).toBe(false);
        expect(toPlainDate(postponed).dayOfWeek).toBeLessThanOrEqual(5);
      }),
    );
  });
});
