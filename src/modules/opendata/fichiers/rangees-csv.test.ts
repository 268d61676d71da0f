import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { couperCsv, RangeeSansFin } from './rangees-csv.ts';

function couper(pieces: readonly string[], separator = ',', longest = 1000) {
  const coupeur = couperCsv(separator, longest);
  return [...pieces.flatMap((piece) => coupeur.push(piece)), ...coupeur.end()];
}

const cellsOf = (texte: string) => couper([texte]).map(({ cells }) => cells);

describe('a CSV text', () => {
  test('is cut into rows, each with its text and the line where it begins', () => {
    expect(couper(['a,b\n"sur\ndeux ""lignes""", c\n\n,'])).toEqual([
      { cells: ['a', 'b'], brut: 'a,b', numero: 1 },
      { cells: ['sur\ndeux "lignes"', ' c'], brut: '"sur\ndeux ""lignes""", c', numero: 2 },
      { cells: [''], brut: '', numero: 4 },
      { cells: ['', ''], brut: ',', numero: 5 },
    ]);
  });

  test('keeps the quotes that mean nothing where they stand', () => {
    expect(cellsOf('le "Bar",5"\n"Les Amis" de Poitiers,""x"",b')).toEqual([
      ['le "Bar"', '5"'],
      ['"Les Amis" de Poitiers', '""x""', 'b'],
    ]);
  });

  const texte = fc
    .array(fc.constantFrom('"', '""', ',', ';', '\n', 'a', 'é', '’', ' '), { maxLength: 60 })
    .map((signs) => signs.join(''));

  test('is what csv-parse finds in it, wherever it is cut', () => {
    fc.assert(
      fc.property(texte, fc.constantFrom(',', ';'), fc.nat(60), (whole, separator, at) => {
        const expected = attempt(() =>
          (
            parse(whole, {
              delimiter: separator,
              record_delimiter: '\n',
              relax_column_count: true,
              relax_quotes: true,
              raw: true,
            }) as unknown as readonly { readonly record: string[]; readonly raw: string }[]
          ).map(({ record, raw }) => ({ cells: record, brut: raw.replace(/\n$/, '') })),
        );
        const found = attempt(() =>
          couper([whole.slice(0, at), whole.slice(at)], separator).map(({ cells, brut }) => ({ cells, brut })),
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('numbers its rows so that each is found again at its line', () => {
    fc.assert(
      fc.property(texte, (whole) => {
        const rows = attempt(() => couper([whole]));
        if (rows === 'refused') return;
        for (const { brut, numero } of rows) {
          expect(
            whole
              .split('\n')
              .slice(numero - 1)
              .join('\n'),
          ).toSatisfy((rest: string) => rest.startsWith(brut));
        }
      }),
    );
  });
});

describe('a row that never ends', () => {
  test.each([
    ['within quotes', ['a,b\n', 'c,"jamais\n', 'fermé']],
    ['and is too long', ['a,b\n', 'x'.repeat(1001), 'x']],
  ])('%s is refused after the rows before it', (_, pieces) => {
    const coupeur = couperCsv(',', 1000);
    expect(coupeur.push(pieces[0] ?? '')).toHaveLength(1);
    expect(() => [...pieces.slice(1).map(coupeur.push), coupeur.end()]).toThrow(new RangeeSansFin(2));
  });
});

function attempt<T>(work: () => T): T | 'refused' {
  try {
    return work();
  } catch {
    return 'refused';
  }
}
