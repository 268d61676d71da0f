import { defineConfig } from 'vitest/config';

const jsx = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

/**
 * A worker loads the program once for all its files, rather than once a file. What a file changes of its process it puts
 * back.
 */
const isolate = false;

export default defineConfig({
  oxc: jsx,
  test: {
    // By default one core is left idle, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      {
        oxc: jsx,
        test: {
          name: 'unit',
          isolate,
          include: ['src/**/*.test.{ts,tsx}', 'simulators/**/*.test.ts', 'web/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.pg.test.{ts,tsx}'],
          // Properties try hundreds of cases: a machine that is shared needs more than the five seconds by default.
          testTimeout: 30_000,
        },
      },
      {
        oxc: jsx,
        test: {
          name: 'postgres',
          isolate,
          include: ['src/**/*.pg.test.{ts,tsx}'],
          globalSetup: ['test/support/postgres-global.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        oxc: jsx,
        test: {
          name: 'journeys',
          isolate,
          include: ['test/journeys/**/*.test.ts', 'test/crash/**/*.test.ts'],
          globalSetup: ['test/support/demonstration-global.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // After the others: they start browsers and servers, which have cores of their own to ask for.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
