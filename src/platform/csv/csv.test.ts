import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow } from '../../values/result.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const cellsOf = (csv: Uint8Array) => orThrow(readCsv(csv)).map(({ cells }) => cells);

describe('written', () => {
  test('as RFC 4180 asks', () => {
    expect(
      writeCsv(
        ['nom', 'montant'],
        [
          ['Bellevue, « centre »', '12.50'],
          ['Dit "le Bas"', '1'],
        ],
      ),
    ).toBe('nom,montant\r\n"Bellevue, « centre »",12.50\r\n"Dit ""le Bas""",1\r\n');
  });

  test.each([
    '=1+1',
    '+33 1',
    '-cmd|calc',
    '@SUM(A1)',
    '\t=1',
    '=HYPERLINK("http://a";"b")',
  ])('without a formula: %s', (cell) => {
    const [, row] = writeCsv(['a'], [[cell]]).split('\r\n');
    expect(row).toMatch(/^"?'/);
  });

  test('with its negative numbers as numbers', () => {
    expect(writeCsv(['a'], [['-12.50']])).toBe('a\r\n-12.50\r\n');
  });

  test('refuses a row that is not as long as its header', () => {
    expect(() => writeCsv(['a', 'b'], [['1']])).toThrow('1 cells');
  });
});

describe('read', () => {
  test('as it was written, whatever is in it', () => {
    const cell = fc.string().filter((text) => text === text.trim() && text !== '' && !/^[=+\-@\t\r\ufeff]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
        const csv = writeCsv(['un', 'deux'], rows);
        expect(cellsOf(bytes(csv)).slice(1)).toEqual(rows);
      }),
    );
  });

  test('as Excel saves it in France: semicolons, Windows-1252', () => {
    const csv = Buffer.from('référence;statut\r\nL1;payé\r\n\r\n', 'latin1');
    expect(cellsOf(csv)).toEqual([
      ['référence', 'statut'],
      ['L1', 'payé'],
    ]);
  });

  test('with the line of each row, and of what cannot be read', () => {
    const rows = orThrow(readCsv(bytes('\ufeffa,b\n\n1,2\n"3\n3",4,5\n')));
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1', '2'] },
      { line: 5, cells: ['3\n3', '4', '5'] },
    ]);
    const cut = readCsv(bytes('a,b\n1,"2\n'));
    expect(cut).toMatchObject({ ok: false, error: { reason: 'CSV_QUOTE_NOT_CLOSED' } });
  });
});
