import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jour, toPlainDate } from './jour.ts';
import { FIRST_YEAR, isFerie, joursFeries, paques } from './jours-feries.ts';
import { TERRITOIRES, type Territoire } from './territoire.ts';

const datesOf = (year: number, territoire: Territoire): string[] =>
  joursFeries(year, territoire).map((day) => day.jour);
const without = (all: string[], some: string[]): string[] => all.filter((date) => !some.includes(date));

describe('paques', () => {
  // The table of the churches: the earliest and the latest possible dates included.
  test.each([
    '1818-03-22',
    '1886-04-25',
    '1943-04-25',
    '1984-04-22',
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2020-04-12',
    '2021-04-04',
    '2022-04-17',
    '2023-04-09',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2029-04-01',
    '2030-04-21',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2285-03-22',
  ])('%s', (date) => expect(paques(Number(date.slice(0, 4)))).toBe(date));

  test('is a Sunday from 22 March to 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 9998 }), (year) => {
        const easter = paques(year);
        expect(toPlainDate(easter).dayOfWeek).toBe(7);
        expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
      }),
    );
  });
});

describe('joursFeries', () => {
  test('the eleven national holidays of 2026', () => {
    expect(joursFeries(2026, 'metropole')).toEqual([
      { jour: '2026-01-01', nom: 'Jour de l’an' },
      { jour: '2026-04-06', nom: 'Lundi de Pâques' },
      { jour: '2026-05-01', nom: 'Fête du Travail' },
      { jour: '2026-05-08', nom: 'Victoire 1945' },
      { jour: '2026-05-14', nom: 'Ascension' },
      { jour: '2026-05-25', nom: 'Lundi de Pentecôte' },
      { jour: '2026-07-14', nom: 'Fête nationale' },
      { jour: '2026-08-15', nom: 'Assomption' },
      { jour: '2026-11-01', nom: 'Toussaint' },
      { jour: '2026-11-11', nom: 'Armistice 1918' },
      { jour: '2026-12-25', nom: 'Noël' },
    ]);
  });

  test.each([
    ['alsace-moselle', ['2026-04-03', '2026-12-26']],
    ['alsace-moselle-sans-temple', ['2026-12-26']],
    ['guadeloupe', ['2026-05-27']],
    ['martinique', ['2026-05-22']],
    ['guyane', ['2026-06-10']],
    ['la-reunion', ['2026-12-20']],
    ['mayotte', ['2026-04-27']],
    ['saint-pierre-et-miquelon', []],
    ['saint-barthelemy', ['2026-10-09']],
    ['saint-martin', ['2026-05-28']],
    ['wallis-et-futuna', ['2026-04-28', '2026-07-29']],
    ['polynesie-francaise', ['2026-03-05', '2026-04-03', '2026-11-20']],
    ['nouvelle-caledonie', ['2026-09-24']],
  ] as const)('%s adds %j', (territoire, added) => {
    expect(without(datesOf(2026, territoire), datesOf(2026, 'metropole'))).toEqual(added);
  });

  test('a law that changed is applied from its year', () => {
    expect(datesOf(2017, 'saint-martin')).toContain('2017-05-27');
    expect(datesOf(2018, 'saint-martin')).toContain('2018-05-28');
    expect(datesOf(2018, 'saint-martin')).not.toContain('2018-05-27');
    expect(datesOf(2024, 'polynesie-francaise')).toContain('2024-06-29');
    expect(datesOf(2025, 'polynesie-francaise')).not.toContain('2025-06-29');
  });

  test('two holidays on one day are both named', () => {
    expect(joursFeries(2008, 'metropole').filter((day) => day.jour === '2008-05-01')).toHaveLength(2);
  });

  test('the years before the table is complete are refused, not guessed', () => {
    expect(() => joursFeries(FIRST_YEAR - 1, 'metropole')).toThrow(RangeError);
    expect(() => joursFeries(2026.5, 'metropole')).toThrow(RangeError);
    expect(() => isFerie(jour('1950-01-01'), 'metropole')).toThrow(RangeError);
  });

  test('every territory has the national ones, in order, all in the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_YEAR, max: 2500 }), fc.constantFrom(...TERRITOIRES), (year, territoire) => {
        const dates = datesOf(year, territoire);
        expect(without(datesOf(year, 'metropole'), dates)).toEqual([]);
        expect(dates).toEqual(dates.toSorted());
        expect(dates.every((date) => date.startsWith(`${year}-`))).toBe(true);
      }),
    );
  });

  test('isFerie answers as the list does', () => {
    expect(isFerie(jour('2026-05-14'), 'metropole')).toBe(true);
    expect(isFerie(jour('2026-05-15'), 'metropole')).toBe(false);
    expect(isFerie(jour('2026-12-26'), 'metropole')).toBe(false);
    expect(isFerie(jour('2026-12-26'), 'alsace-moselle')).toBe(true);
    expect(isFerie(jour('2150-12-25'), 'metropole')).toBe(true);
  });
});
