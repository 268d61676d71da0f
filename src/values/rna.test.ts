import { expect, test } from 'vitest';
import { parseRna } from './rna.ts';

test.each([
  ['W863000019', 'W863000019'],
  [' w863 000-019 ', 'W863000019'],
  ['w2a1000027', 'W2A1000027'],
  ['W9C1000012', 'W9C1000012'],
])('%s is a number of the register', (typed, kept) => {
  expect(parseRna(typed)).toEqual({ ok: true, value: kept });
});

test.each([
  ['', /^Indiquez/],
  ['900 000 019 00019', /est un SIREN ou un SIRET/],
  ['W86300001', /commence par un W/],
  ['WABC000019', /commence par un W/],
  ['863000019W', /commence par un W/],
])('%s is refused with its reason', (typed, reason) => {
  const read = parseRna(typed);
  expect(read.ok ? '' : read.error).toMatch(reason);
});
