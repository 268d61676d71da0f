import { expect, test } from 'vitest';
import { fileSize, typeList } from './file-words.ts';

test.each([
  [0, '0\u00a0octet'],
  [1, '1\u00a0octet'],
  [999, '999\u00a0octets'],
  [1000, '1\u00a0ko'],
  [348_200, '348\u00a0ko'],
  [999_499, '999\u00a0ko'],
  [999_500, '1\u00a0Mo'],
  [2_410_000, '2,4\u00a0Mo'],
  [10_000_000, '10\u00a0Mo'],
  [1_500_000_000, '1\u00a0500\u00a0Mo'],
])('%i bytes → %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});

test.each([
  [[], ''],
  [['PDF'], 'PDF'],
  [['PDF', 'JPEG', 'PNG'], 'PDF, JPEG ou PNG'],
])('%j → %s', (labels, words) => {
  expect(typeList(labels)).toBe(words);
});
