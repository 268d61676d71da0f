import { defineConfig } from 'vitest/config';

/**
 * `npm run test:pairs`: our code against the real programs that an installation talks to. Apart from `npm test`, which
 * installs nothing: these come from Debian, which scripts/pairs.js asks for them.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/pairs/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // They start servers: one file at a time is kinder, and its output is read in order.
    fileParallelism: false,
  },
});
