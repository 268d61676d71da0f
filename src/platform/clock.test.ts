import { describe, expect, test } from 'vitest';
import { fixedClock, systemClock } from './clock.ts';

describe('fixedClock', () => {
  test('stands still until it is advanced', () => {
    const clock = fixedClock('2026-11-24T09:00:00+01:00');
    expect(clock.now().toString()).toBe('2026-11-24T08:00:00Z');
    clock.advance({ hours: 2 });
    expect(clock.now().toString()).toBe('2026-11-24T10:00:00Z');
  });

  test('says the civil date of Paris, or of the counter’s own zone', () => {
    const clock = fixedClock('2026-12-31T23:30:00Z');
    expect(clock.today().toString()).toBe('2027-01-01');
    expect(clock.today('America/Martinique').toString()).toBe('2026-12-31');
  });

  test('keeps the hour of Paris when a day passes over the change to summer time', () => {
    const clock = fixedClock('2026-03-28T09:00:00+01:00');
    clock.advance('P1D');
    expect(clock.now().toString()).toBe('2026-03-29T07:00:00Z');
  });
});

test('systemClock says the present, and the day of Paris', () => {
  const before = Date.now();
  const now = systemClock.now().epochMilliseconds;
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now - before).toBeLessThan(1_000);
  expect(systemClock.today().toString()).toBe(Temporal.Now.plainDateISO('Europe/Paris').toString());
});
