import { expect, test } from 'vitest';
import { formatInstant } from './format-instant.ts';

test('reads on the clocks of Paris, or of the counter', () => {
  const instant = Temporal.Instant.from('2026-11-24T22:05:00Z');
  expect(formatInstant(instant)).toBe('24 novembre 2026 à 23\u00a0h\u00a005');
  expect(formatInstant(instant, 'Indian/Reunion')).toBe('25 novembre 2026 à 2\u00a0h\u00a005');
});
