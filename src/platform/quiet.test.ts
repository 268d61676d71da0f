import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQuiet } from './quiet.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('quiet', () => {
  test('is there at once when nothing is being answered', async () => {
    const quiet = createQuiet();
    quiet.begin()();
    expect(await isReached(quiet.reached(1_000))).toBe(true);
  });

  test('comes with the end of the last request', async () => {
    const quiet = createQuiet();
    const ends = [quiet.begin(), quiet.begin()];
    const reached = quiet.reached(1_000);
    expect(await isReached(reached)).toBe(false);
    ends[0]?.();
    expect(await isReached(reached)).toBe(false);
    ends[1]?.();
    expect(await isReached(reached)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not waited for longer than the limit', async () => {
    const quiet = createQuiet();
    quiet.begin();
    const reached = quiet.reached(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(await isReached(reached)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isReached(reached)).toBe(true);
    expect(await isReached(quiet.reached(0))).toBe(true);
  });
});

function isReached(promise: Promise<void>): Promise<boolean> {
  const pending = Promise.resolve().then(() => Promise.resolve().then(() => false));
  return Promise.race([promise.then(() => true), pending]);
}
