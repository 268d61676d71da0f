import { defineConfig } from 'vitest/config';

const jsx = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

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
          include: ['src/**/*.pg.test.{ts,tsx}', 'test/pages/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/postgres-global.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        oxc: jsx,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts', 'test/crash/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // After the others: a browser and a server at a time are enough for two cores.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
