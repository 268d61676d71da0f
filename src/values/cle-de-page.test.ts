import { expect, test } from 'vitest';
import { formatCleDePage, pageDeListe, parseCleDePage } from './cle-de-page.ts';

const cle = { at: Temporal.Instant.from('2026-11-27T14:00:00.123456Z'), id: '018f0000-0000-7000-8000-00000000000a' };

test('what is written in an address is read again, to the microsecond', () => {
  expect(parseCleDePage(formatCleDePage(cle))).toEqual(cle);
  expect(formatCleDePage(undefined)).toBe('');
});

test.each([
  null,
  '',
  '_',
  '2026-11-27T14:00:00Z',
  `hier_${cle.id}`,
  `${cle.at}_1' or '1`,
  cle.id,
])('%s is the first page', (text) => {
  expect(parseCleDePage(text)).toBeUndefined();
});

test('pages that are turned forth and back show each line once, and know where the list ends', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];
  const first = pageDeListe(list.slice(0, 3), 2, { apres: undefined, avant: undefined });
  expect(first).toEqual({ lignes: ['a', 'b'], hasPrevious: false, hasNext: true });
  expect(pageDeListe(list.slice(2), 2, { apres: 'b', avant: undefined })).toEqual({
    lignes: ['c', 'd'],
    hasPrevious: true,
    hasNext: true,
  });
  expect(pageDeListe(['e'], 2, { apres: 'd', avant: undefined })).toEqual({
    lignes: ['e'],
    hasPrevious: true,
    hasNext: false,
  });
  expect(pageDeListe(['b', 'c', 'd'], 2, { apres: undefined, avant: 'e' })).toEqual({
    lignes: ['c', 'd'],
    hasPrevious: true,
    hasNext: true,
  });
  expect(pageDeListe(['a', 'b'], 2, { apres: undefined, avant: 'c' })).toEqual({
    lignes: ['a', 'b'],
    hasPrevious: false,
    hasNext: true,
  });
});
