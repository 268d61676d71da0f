import { expect, test } from 'vitest';
import { formatCleDePage, parseCleDePage } from './cle-de-page.ts';

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
