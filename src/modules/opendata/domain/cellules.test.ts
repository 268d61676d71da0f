import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isDamaged,
  type LireCellule,
  lireChoix,
  lireCode,
  lireDate,
  lireMontant,
  lirePart,
  lirePeriode,
  lireRna,
  lireSiret,
} from './cellules.ts';

/** « what is read, code of the defect » */
function read(lire: LireCellule, brut: string): string {
  const { texte, defaut } = lire('colonne', brut);
  return defaut ? `${texte} ${defaut.code}` : texte;
}

describe('a SIRET', () => {
  test.each([
    ['21060004500392', '21060004500392'],
    [' 21060004500392 ', '21060004500392'],
    ['210 600 045 00392', '21060004500392 valeur_reecrite'],
    ['21060004500392.0', '21060004500392 siret_decimale'],
    ['21060004500392,00', '21060004500392 siret_decimale'],
    ['552013500012', '00552013500012 siret_zeros'],
    // Without its two zeros, its key is wrong.
    ['552013500013', '552013500013'],
    ['2,43E+13', '2,43E+13 siret_ecrase'],
    ['2.1060004500392E13', '2.1060004500392E13 siret_ecrase'],
    ['210600045', '210600045'],
    ['inconnu', 'inconnu'],
    ['', ''],
  ])('%s', (brut, expected) => expect(read(lireSiret, brut)).toBe(expected));
});

describe('a date', () => {
  test.each([
    ['2022-12-06', '2022-12-06'],
    ['06/12/2022', '2022-12-06 date_reecrite'],
    ['6-12-22', '2022-12-06 date_reecrite'],
    ['2022-12-06 00:00:00', '2022-12-06 date_reecrite'],
    ['2022-12-06T00:00:00.000Z', '2022-12-06 date_reecrite'],
    ['44901', '2022-12-06 date_tableur'],
    ['44901.0', '2022-12-06 date_tableur'],
    ['31/02/2022', '31/02/2022 date_fausse'],
    ['2022', '2022 date_fausse'],
    ['2022-30-05', '2022-30-05 date_fausse'],
  ])('%s', (brut, expected) => expect(read(lireDate, brut)).toBe(expected));
});

describe('a period', () => {
  test.each([
    ['2017-03-14/2018-03-14', '2017-03-14/2018-03-14'],
    ['2017-03-14', '2017-03-14'],
    ['2017-03-14_2018-03-14', '2017-03-14/2018-03-14 date_reecrite'],
    ['06/12/2022', '2022-12-06 date_reecrite'],
    ['du 01/01/2022 au 31/12/2022', '2022-01-01/2022-12-31 date_reecrite'],
    ['2017-03-02/2017-30-05', '2017-03-02/2017-30-05 periode_inexistante'],
    ['2017-12-20/2017-03-09', '2017-12-20/2017-03-09 periode_renversee'],
    ['en 2017', 'en 2017 date_fausse'],
  ])('%s', (brut, expected) => expect(read(lirePeriode, brut)).toBe(expected));
});

describe('an amount', () => {
  test.each([
    ['840690.0', '840690.00'],
    ['33000', '33000.00'],
    ['1 234,56 €', '1234.56 montant_reecrit'],
    ['42166.9105', '42166.91 montant_arrondi'],
    ['269314.85000000003', '269314.85'],
    ['-10', '-10.00 montant_negatif'],
    ['0', '0.00 montant_negatif'],
    ['1,234', '1,234 montant_faux'],
    ['beaucoup', 'beaucoup montant_faux'],
  ])('%s', (brut, expected) => expect(read(lireMontant, brut)).toBe(expected));

  test('of any number of cents comes back as it went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(lireMontant('colonne', text)).toEqual({ texte: text });
        expect(lireMontant('colonne', String(cents / 100))).toEqual({ texte: text });
      }),
    );
  });
});

describe('a part', () => {
  test.each([
    ['1', '1'],
    ['0.45', '0.45'],
    ['0,45', '0.45 part_reecrite'],
    ['45 %', '0.45 part_reecrite'],
    ['100', '1 part_reecrite'],
    ['1%', '0.01 part_reecrite'],
    ['0,001', '0,001'],
    ['250', '250'],
  ])('%s', (brut, expected) => expect(read(lirePart, brut)).toBe(expected));
});

test('a choice, capitals, accents and separators apart', () => {
  const lire = lireChoix(['aide en numéraire', 'aide en numéraire;aide en nature'], { numéraire: 'aide en numéraire' });
  expect(read(lire, 'Aide en numeraire')).toBe('aide en numéraire valeur_reecrite');
  expect(read(lire, 'aide en numéraire et aide en nature')).toBe('aide en numéraire;aide en nature valeur_reecrite');
  expect(read(lire, 'Numéraire')).toBe('aide en numéraire valeur_reecrite');
  expect(read(lire, 'prêt')).toBe('prêt');
});

test('codes and RNA numbers', () => {
  expect(read(lireCode(/^\d{2}$/, 2), '1')).toBe('01 code_zeros');
  expect(read(lireCode(/^\d[\dAB]\d{3}$/, 5), '2A004')).toBe('2A004');
  expect(read(lireCode(/^\d[\dAB]\d{3}$/, 5), 'Lyon')).toBe('Lyon code_faux');
  expect(read(lireRna, 'w 380475558')).toBe('W380475558 valeur_reecrite');
});

test('what is left of lost accents is recognised', () => {
  expect(['Saint-Barth<e9>lemy', 'l?Hotel', 'b\ufffdn\ufffdficiaire'].map(isDamaged)).toEqual([true, true, true]);
  expect(['Où ? Ici', 'Saint-Barthélemy', 'x < 3 > y'].map(isDamaged)).toEqual([false, false, false]);
});

test('no text at all makes a reader fail', () => {
  const readers = [lireSiret, lireDate, lirePeriode, lireMontant, lirePart, lireRna, lireCode(/^\d{5}$/, 5)];
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789/-_.,E+% Waé\u00a0\n') }), (text) => {
      for (const lire of readers) expect(typeof lire('colonne', text).texte).toBe('string');
    }),
  );
});

test('a cell made to exhaust a pattern is refused at once', () => {
  const spaces = `x${' '.repeat(200_000)}x`;
  const before = performance.now();
  for (const lire of [lireSiret, lireDate, lirePeriode, lireMontant, lirePart, lireRna, lireChoix(['oui'])]) {
    lire('colonne', spaces);
  }
  expect(performance.now() - before).toBeLessThan(1_000);
});
