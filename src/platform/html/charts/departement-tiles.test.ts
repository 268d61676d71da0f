import { expect, test } from 'vitest';
import { isCodeDepartement } from '../../../values/code-departement.ts';
import { COLLECTIVITE_TILES, COLUMNS, DEPARTEMENT_TILES, ROWS } from './departement-tiles.ts';

const CODES = [
  ...Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')).filter(isCodeDepartement),
  ...['2A', '2B', '971', '972', '973', '974', '976'],
].toSorted();

test('the 101 départements have one tile each', () => {
  expect(CODES.length).toBe(101);
  expect(DEPARTEMENT_TILES.map(({ code }) => code).toSorted()).toEqual(CODES);
});

test('no two tiles are at the same place, and all are inside', () => {
  const tiles = [...DEPARTEMENT_TILES, ...COLLECTIVITE_TILES];
  expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(tiles.length);
  expect(tiles.filter(({ column, row }) => column >= COLUMNS || row > ROWS)).toEqual([]);
  expect(DEPARTEMENT_TILES.filter(({ row }) => row >= ROWS)).toEqual([]);
});

test('neighbours are where people look for them', () => {
  const at = new Map(DEPARTEMENT_TILES.map((tile) => [String(tile.code), tile]));
  const where = (code: string) => at.get(code) ?? { column: Number.NaN, row: Number.NaN };
  const eastward = ['29', '35', '75', '67'].map((code) => where(code).column);
  const southward = ['59', '75', '18', '63', '34', '2B', '2A', '974'].map((code) => where(code).row);
  expect(eastward).toEqual(eastward.toSorted((a, b) => a - b));
  expect(southward).toEqual(southward.toSorted((a, b) => a - b));
  const distance = (a: string, b: string) =>
    Math.abs(where(a).column - where(b).column) + Math.abs(where(a).row - where(b).row);
  for (const [a = '', b = ''] of [
    ['75', '92'],
    ['75', '93'],
    ['75', '94'],
    ['86', '79'],
    ['2A', '2B'],
    ['59', '62'],
    ['67', '68'],
    ['33', '40'],
    ['73', '74'],
  ]) {
    expect([a, b, distance(a, b)]).toEqual([a, b, 1]);
  }
});
