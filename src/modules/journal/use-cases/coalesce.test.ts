import { describe, expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

/** A work whose runs end when the test says so. */
function controlled() {
  const runs: PromiseWithResolvers<void>[] = [];
  const work = coalesce(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, work };
}

describe('coalesce', () => {
  test('whoever comes during a run shares the next one', async () => {
    const { runs, work } = controlled();
    const first = work();
    const others = [work(), work(), work()];
    expect(runs).toHaveLength(1);
    runs[0]?.resolve();
    await first;
    await Promise.resolve();
    expect(runs).toHaveLength(2);
    let done = 0;
    const counted = others.map((other) => other.then(() => done++));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(0);
    runs[1]?.resolve();
    await Promise.all(counted);
    expect(runs).toHaveLength(2);
  });

  test('every caller gets a run that began after the call', async () => {
    let begun = 0;
    const work = coalesce(async () => {
      begun += 1;
      await new Promise((resolve) => setImmediate(resolve));
    });
    const callers = Array.from({ length: 200 }, async (_, i) => {
      for (let turn = 0; turn < i % 7; turn++) await new Promise((resolve) => setImmediate(resolve));
      const before = begun;
      await work();
      expect(begun).toBeGreaterThan(before);
    });
    await Promise.all(callers);
    expect(begun).toBeLessThan(20);
  });

  test('a failure is told to the callers of that run only', async () => {
    const { runs, work } = controlled();
    const first = work();
    const second = work();
    runs[0]?.reject(new Error('panne'));
    await expect(first).rejects.toThrow('panne');
    await new Promise((resolve) => setImmediate(resolve));
    runs[1]?.resolve();
    await expect(second).resolves.toBeUndefined();
    const third = work();
    runs[2]?.resolve();
    await expect(third).resolves.toBeUndefined();
  });
});
