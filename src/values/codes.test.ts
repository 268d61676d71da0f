import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { departementOf, parseCodeCommune } from './code-commune.ts';
import { formatDepartement, nameOfDepartement, parseCodeDepartement } from './code-departement.ts';
import { parseCodePostal } from './code-postal.ts';
import { isCodeRegion, nameOfRegion, regionOfDepartement } from './code-region.ts';
import { orThrow, type Result } from './result.ts';
import { TERRITOIRES, territoireOf } from './territoire.ts';

type Commune = { code: string; departement: string; type: string; codesPostaux?: string[] };
type Departement = { code: string; nom: string; region: string };

const COMMUNES = read<Commune[]>('communes.json');
const DEPARTEMENTS = read<Departement[]>('departements.json');
const REGIONS = read<(Departement & { zone: string })[]>('regions.json').filter(({ zone }) => zone !== 'com');

describe('the official geographical code', () => {
  test('every commune of France, past or present, has a code that is accepted', () => {
    expect(COMMUNES.length).toBeGreaterThan(35_000);
    expect(COMMUNES.filter(({ code }) => !isOk(parseCodeCommune(code), code))).toEqual([]);
  });

  test('every commune of today is in the département that its code says', () => {
    const today = COMMUNES.filter(({ type }) => type === 'commune-actuelle' || type === 'arrondissement-municipal');
    expect(today.filter(({ code, departement }) => departementFrom(code) !== departement)).toEqual([]);
    const moved = COMMUNES.filter(({ code, departement }) => departementFrom(code) !== departement);
    expect(moved.length).toBeLessThan(10); // former communes, merged across the border of their département
  });

  test('every postcode of France is accepted', () => {
    const postcodes = new Set(COMMUNES.flatMap((commune) => commune.codesPostaux ?? []));
    expect(postcodes.size).toBeGreaterThan(6_000);
    expect([...postcodes].filter((code) => !parseCodePostal(code).ok)).toEqual([]);
  });

  test('every département is accepted, with its official name', () => {
    const names = DEPARTEMENTS.map(({ code }) => nameOfDepartement(orThrow(parseCodeDepartement(code))));
    expect(names).toEqual(DEPARTEMENTS.map(({ nom }) => nom.replaceAll("'", '’')));
  });

  test('and so is every région', () => {
    expect(REGIONS).toHaveLength(18);
    expect(REGIONS.map(({ code }) => nameOfRegion(code))).toEqual(REGIONS.map(({ nom }) => nom.replaceAll("'", '’')));
  });

  test('every département is in its région, and overseas collectivités are in none', () => {
    expect(DEPARTEMENTS.map(({ code }) => regionOfDepartement(code))).toEqual(
      DEPARTEMENTS.map(({ region }) => (isCodeRegion(region) ? region : null)),
    );
  });
});

describe('parseCodeCommune', () => {
  test.each([
    ['86194', '86'],
    [' 2a004 ', '2A'],
    ['2B033', '2B'],
    ['97411', '974'],
    ['97801', '978'],
    ['98818', '988'],
    ['75107', '75'],
  ])('%s is in %s', (input, departement) => {
    expect(departementOf(orThrow(parseCodeCommune(input)))).toBe(departement);
  });

  test.each([
    ['', 'Indiquez le code Insee'],
    ['8619', 'vous en avez saisi 4'],
    ['99100', 'pays étranger'],
    ['20004', '2A ou 2B'],
    ['96001', 'n’existe pas'],
    ['2C004', 'n’existe pas'],
    ['3A001', 'n’existe pas'],
    ['8619A', 'n’existe pas'],
    ['97901', 'n’existe pas'],
    ['00001', 'n’existe pas'],
  ])('refuses %j', (input, why) => {
    expect(parseCodeCommune(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('whatever it accepts has a known département', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9][0-9AB][0-9]{3}$/), (input) => {
        const parsed = parseCodeCommune(input);
        if (parsed.ok) expect(parseCodeDepartement(departementOf(parsed.value)).ok).toBe(true);
      }),
    );
  });
});

describe('parseCodeDepartement', () => {
  test.each([
    ['1', '01'],
    ['01', '01'],
    ['2a', '2A'],
    ['976', '976'],
  ])('reads %s as %s', (input, code) => expect(parseCodeDepartement(input)).toEqual({ ok: true, value: code }));

  test.each([
    ['', 'Indiquez le numéro'],
    ['20', 'Corse-du-Sud'],
    ['96', 'n’existe pas'],
    ['0', 'n’existe pas'],
    ['97', 'n’existe pas'],
    ['086', 'n’existe pas'],
  ])('refuses %j', (input, why) => {
    expect(parseCodeDepartement(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('is shown with its name', () => {
    expect(formatDepartement(orThrow(parseCodeDepartement('86')))).toBe('Vienne (86)');
  });

  test('what names none is shown as it was written', () => {
    expect(formatDepartement('96')).toBe('96');
    expect(nameOfRegion('96')).toBeUndefined();
  });
});

describe('parseCodePostal', () => {
  test.each([
    ['86 000', '86000'],
    ['01000', '01000'],
    ['20000', '20000'],
    ['97400', '97400'],
  ])('reads %s as %s', (input, code) => expect(parseCodePostal(input)).toEqual({ ok: true, value: code }));

  test.each([
    ['', 'Indiquez le code postal'],
    ['8600', 'vous en avez saisi 4'],
    ['2A004', 'que des chiffres'],
    ['96000', 'ne commence par 96'],
    ['99100', 'ne commence par 99'],
  ])('refuses %j', (input, why) => {
    expect(parseCodePostal(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });
});

describe('territoireOf', () => {
  test.each([
    ['86194', 'metropole'],
    ['67482', 'alsace-moselle'],
    ['57463', 'alsace-moselle'],
    ['68224', 'alsace-moselle'],
    ['2A004', 'metropole'],
    ['97105', 'guadeloupe'],
    ['97411', 'la-reunion'],
    ['97701', 'saint-barthelemy'],
    ['98735', 'polynesie-francaise'],
    ['98411', 'metropole'],
  ])('%s is in %s', (code, territoire) => expect(territoireOf(orThrow(parseCodeCommune(code)))).toBe(territoire));

  test('every territory but the exception of Good Friday is that of some commune', () => {
    const found = new Set(COMMUNES.map(({ code }) => territoireOf(orThrow(parseCodeCommune(code)))));
    expect(TERRITOIRES.filter((territoire) => !found.has(territoire))).toEqual(['alsace-moselle-sans-temple']);
  });
});

const departementFrom = (code: string): string => departementOf(orThrow(parseCodeCommune(code)));

function isOk<T>(result: Result<T>, expected: string): boolean {
  return result.ok && result.value === expected;
}

function read<T>(file: string): T {
  const url = new URL(`data/${file}`, import.meta.resolve('@etalab/decoupage-administratif/package.json'));
  return JSON.parse(readFileSync(fileURLToPath(url), 'utf8')) as T;
}
