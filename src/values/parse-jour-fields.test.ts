import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJour } from './format-jour.ts';
import { jour } from './jour.ts';
import { parseJourFields } from './parse-jour-fields.ts';

const read = (day: string, month: string, year: string) => parseJourFields({ jour: day, mois: month, annee: year });

describe('reads', () => {
  test.each([
    ['24', '11', '2026', '2026-11-24'],
    [' 4 ', '02', ' 2026', '2026-02-04'],
    ['1er', 'janvier', '2027', '2027-01-01'],
    ['24', 'Novembre', '2026', '2026-11-24'],
    ['24', 'nov.', '2026', '2026-11-24'],
    ['24', 'FEVRIER', '2026', '2026-02-24'],
    ['24', 'févr', '2026', '2026-02-24'],
    ['24', 'aout', '2026', '2026-08-24'],
    ['24', 'juil', '2026', '2026-07-24'],
    ['29', '2', '2028', '2028-02-29'],
  ])('%j %j %j', (day, month, year, expected) => {
    expect(read(day, month, year)).toEqual({ ok: true, value: expected });
  });
});

describe('refuses, and says which field', () => {
  test.each([
    ['', '', '', ['jour', 'mois', 'annee'], 'Indiquez une date'],
    ['', '11', '2026', ['jour'], 'contenir un jour,'],
    ['24', ' ', '', ['mois', 'annee'], 'contenir un mois et une année,'],
    ['32', '11', '2026', ['jour'], 'de 1 à 31'],
    ['0', '11', '2026', ['jour'], 'de 1 à 31'],
    ['2er', '11', '2026', ['jour'], 'de 1 à 31'],
    ['24', '13', '2026', ['mois'], 'de 1 à 12'],
    ['24', 'jui', '2026', ['mois'], 'de 1 à 12'], // June or July?
    ['24', 'f', '2026', ['mois'], 'de 1 à 12'],
    ['24', 'brumaire', '2026', ['mois'], 'de 1 à 12'],
    ['24', '11', '26', ['annee'], '4 chiffres'],
    ['24', '11', '0000', ['annee'], '4 chiffres'],
    ['24', '11', '1899', ['annee'], 'entre 1900 et 2100'],
    ['40', 'xx', '3000', ['jour', 'mois', 'annee'], 'de 1 à 31. Le mois'],
    ['31', '2', '2026', ['jour'], 'Le 31 février 2026 n’existe pas\u00a0: ce mois-là n’a que 28\u00a0jours.'],
    ['29', 'février', '2100', ['jour'], 'Le 29 février 2100 n’existe pas'],
    ['31', '4', '2026', ['jour'], 'n’a que 30\u00a0jours'],
  ])('%j %j %j', (day, month, year, fields, why) => {
    expect(read(day, month, year)).toEqual({ ok: false, error: { fields, message: expect.stringContaining(why) } });
  });
});

test('the years that make sense are the field’s own', () => {
  const years = { min: 2026, max: 2027 };
  const fields = { jour: '1', mois: '9', annee: '2025' };
  expect(parseJourFields(fields, { years })).toEqual({
    ok: false,
    error: { fields: ['annee'], message: 'L’année doit être comprise entre 2026 et 2027.' },
  });
  expect(parseJourFields({ ...fields, annee: '2027' }, { years }).ok).toBe(true);
});

test('reads back every date that is shown in letters', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), (date) => {
      const expected = jour(date.toISOString().slice(0, 10));
      const [day = '', month = '', year = ''] = formatJour(expected).split(' ');
      expect(read(day, month, year)).toEqual({ ok: true, value: expected });
    }),
  );
});

test('never throws, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (day, month, year) => {
      const result = read(day, month, year);
      if (!result.ok) expect(result.error.fields.length).toBeGreaterThan(0);
    }),
  );
});
