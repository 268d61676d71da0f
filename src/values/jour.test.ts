import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJour } from './format-jour.ts';
import {
  addDays,
  addMonths,
  ageAt,
  compareJours,
  daysBetween,
  fromPlainDate,
  type Jour,
  jour,
  jourFromInstant,
  jourOf,
  parseJour,
  toPlainDate,
} from './jour.ts';

const anyJour = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2300-12-31'), noInvalidDate: true })
  .map((date) => jour(date.toISOString().slice(0, 10)));

describe('parseJour', () => {
  test.each(['2026-11-24', '2028-02-29', '0001-01-01', '9999-12-31'])('accepts %s', (iso) => {
    expect(parseJour(` ${iso} `)).toEqual({ ok: true, value: iso });
  });

  test.each([
    '',
    '24/11/2026',
    '2026-1-4',
    '20261124',
    '2026-11-24T10:00',
    '+002026-11-24',
    '2026-11-24[u-ca=hebrew]',
  ])('refuses %j, which is not written that way', (input) =>
    expect(parseJour(input)).toEqual({ ok: false, error: expect.stringContaining('année-mois-jour') }));

  test.each([
    '2026-02-29',
    '2026-02-31',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
  ])('refuses %s, which does not exist', (input) =>
    expect(parseJour(input)).toEqual({ ok: false, error: expect.stringContaining('n’existe pas') }));

  test('a wrong date in the code fails at once', () => {
    expect(() => jour('2026-02-30')).toThrow(TypeError);
    expect(jourOf(2026, 2, 30)).toBeUndefined();
    expect(jourOf(2026, 2.5, 3)).toBeUndefined();
    expect(jourOf(Number.NaN, 2, 3)).toBeUndefined();
    expect(jourOf(800, 12, 25)).toBe('0800-12-25');
  });
});

test('the dates that exist are those of Temporal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(14), fc.nat(33), (year, month, day) => {
      expect(jourOf(year, month, day)).toBe(ofTemporal(year, month, day));
    }),
    { numRuns: 2000 },
  );
});

function ofTemporal(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

describe('addMonths, de quantième à quantième', () => {
  test.each([
    ['2026-03-16', 1, '2026-04-16'],
    ['2026-01-01', 2, '2026-03-01'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-24', 0, '2026-11-24'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s plus %i months is %s', (from, months, to) => expect(addMonths(jour(from), months)).toBe(to));

  test('is the same day number, or the last day of a month that lacks it', () => {
    fc.assert(
      fc.property(anyJour, fc.integer({ min: -600, max: 600 }), (from, months) => {
        const start = toPlainDate(from);
        const end = toPlainDate(addMonths(from, months));
        expect(end.year * 12 + end.month).toBe(start.year * 12 + start.month + months);
        expect(end.day).toBe(Math.min(start.day, end.daysInMonth));
      }),
    );
  });

  test('thirty days are not a month', () => {
    const year = Array.from({ length: 365 }, (_, n) => addDays(jour('2026-01-01'), n));
    expect(year.filter((from) => addDays(from, 30) !== addMonths(from, 1))).toHaveLength(240);
    expect(year.filter((from) => addDays(from, 60) !== addMonths(from, 2))).toHaveLength(364);
    expect(year.filter((from) => addDays(from, 90) !== addMonths(from, 3))).toHaveLength(303);
  });
});

describe('days', () => {
  test('adding them and counting them are inverse, and keep the order', () => {
    fc.assert(
      fc.property(anyJour, fc.integer({ min: -50_000, max: 50_000 }), (from, days) => {
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect(compareJours(from, to)).toBe(Math.sign(-days) || 0);
        expect(addDays(to, -days)).toBe(from);
      }),
    );
  });

  test('sort', () => {
    const days = ['2026-11-24', '2026-02-01', '2025-12-31'].map(jour);
    expect(days.sort(compareJours)).toEqual(['2025-12-31', '2026-02-01', '2026-11-24']);
  });

  test('stop at the year 9999', () => {
    expect(() => addDays(jour('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addMonths(jour('0001-01-31'), -1)).toThrow(RangeError);
  });
});

test('a PlainDate of another calendar is the same day', () => {
  expect(fromPlainDate(Temporal.PlainDate.from('2026-11-24[u-ca=hebrew]'))).toBe('2026-11-24');
});

describe('jourFromInstant is what clocks on the wall show', () => {
  test.each([
    ['2026-11-24T22:59:59Z', undefined, '2026-11-24'],
    ['2026-11-24T23:00:00Z', undefined, '2026-11-25'],
    ['2026-06-30T22:00:00Z', undefined, '2026-07-01'], // summer time
    ['2026-11-24T20:00:00Z', 'Indian/Reunion', '2026-11-25'],
    ['2026-11-25T03:00:00Z', 'America/Martinique', '2026-11-24'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(jourFromInstant(Temporal.Instant.from(instant), zone)).toBe(expected);
  });

  const zones = ['Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'America/Miquelon', 'Pacific/Noumea', 'UTC'];
  function agrees(instant: Temporal.Instant, zone: string): void {
    expect(jourFromInstant(instant, zone)).toBe(instant.toZonedDateTimeISO(zone).toPlainDate().toString());
  }

  test('agrees with Temporal for any instant and zone, in any order', () => {
    const anyInstant = fc.integer({ min: -62_135_510_400_000, max: 253_402_200_000_000 });
    fc.assert(
      fc.property(anyInstant, fc.nat(999_999), fc.constantFrom(...zones), (ms, nanoseconds, zone) =>
        agrees(Temporal.Instant.fromEpochMilliseconds(ms).add({ nanoseconds }), zone),
      ),
      { numRuns: 2000 },
    );
  });

  test('agrees with Temporal on each side of every change of the clocks', () => {
    for (const zone of zones) {
      let change = Temporal.Instant.from('1880-01-01T00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
      for (; change && change.year < 2040; change = change.getTimeZoneTransition('next')) {
        for (const nanoseconds of [-1, 0, 1]) agrees(change.toInstant().add({ nanoseconds }), zone);
      }
    }
  });

  test('out of the years 1 to 9999 there is none', () => {
    expect(() => jourFromInstant(Temporal.Instant.from('-000001-06-01T00:00Z'))).toThrow(RangeError);
    expect(() => jourFromInstant(Temporal.Instant.from('9999-12-31T23:30:00Z'))).toThrow(RangeError);
  });
});

describe('ageAt', () => {
  test.each([
    ['2008-11-24', '2026-11-23', 17],
    ['2008-11-24', '2026-11-24', 18],
    ['2008-02-29', '2026-02-27', 17],
    ['2008-02-29', '2026-02-28', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-11-24', '2026-11-24', 0],
  ])('born on %s, on %s: %i', (birth, date, age) => expect(ageAt(jour(birth), jour(date))).toBe(age));

  test('before the birth there is no age', () => {
    expect(() => ageAt(jour('2026-11-24'), jour('2026-11-23'))).toThrow(RangeError);
  });

  test('grows by one on each birthday, and only then', () => {
    fc.assert(
      fc.property(anyJour, fc.integer({ min: 1, max: 120 }), (birth, years) => {
        const birthday: Jour = addMonths(birth, 12 * years);
        expect(ageAt(birth, birthday)).toBe(years);
        expect(ageAt(birth, addDays(birthday, -1))).toBe(years - 1);
      }),
    );
  });
});

describe('formatJour', () => {
  test.each([
    ['2026-11-24', 'full', 'mardi 24 novembre 2026'],
    ['2026-11-24', 'long', '24 novembre 2026'],
    ['2026-11-24', 'short', '24/11/2026'],
    ['2027-01-01', 'full', 'vendredi 1er janvier 2027'],
    ['2026-08-02', 'long', '2 août 2026'],
    ['2026-08-02', 'full', 'dimanche 2 août 2026'],
    ['0800-12-25', 'long', '25 décembre 800'],
  ] as const)('%s, %s: %s', (date, style, text) => expect(formatJour(jour(date), style)).toBe(text));

  test('agrees with Intl, but for « 1er »', () => {
    const intl = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' });
    fc.assert(
      fc.property(anyJour, (date) => {
        const expected = intl.format(new Date(`${date}T00:00Z`)).replace(/ 1 /, ' 1er ');
        expect(formatJour(date, 'full')).toBe(expected);
      }),
    );
  });
});
