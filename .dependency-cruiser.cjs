// The borders of the house (see CONTRIBUTING.md, “Where a thing goes”). `npm run check:borders` holds the imports to
// them; scripts/borders.test.ts breaks each one on a tiny tree and sees it told.

const TESTS = '(\\.test\\.tsx?$|/testing/)';

/** Libraries that compute and do nothing else: a domain may call them. */
const PURE_LIBRARIES = '^node_modules/(zod|publicodes|yaml)/';

/** What a domain may be given by its callers, and so may name: as types only. */
const INJECTED = '^(src/platform/(clock|random)\\.ts|node_modules/preact/)';

module.exports = {
  forbidden: [
    {
      name: 'values-stand-alone',
      comment: 'A value imports nothing but other values.',
      severity: 'error',
      from: { path: '^src/values/', pathNot: TESTS },
      to: { pathNot: '^src/values/' },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The technical ground holds no business word: of our own code, it imports itself and values.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TESTS },
      to: { path: '^(src|simulators|web|test|bench|scripts)/', pathNot: '^src/(platform|values)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'A domain decides and does no I/O: what it needs of the world (an instant, chance, data) is given to it.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/domain/', pathNot: TESTS },
      to: { pathNot: ['^src/modules/$1/domain/', '^src/values/', '^(node:)?crypto$', PURE_LIBRARIES, INJECTED] },
    },
    {
      name: 'domain-names-only-types',
      comment: 'The clock, chance and the views reach a domain as types: their values are given by the caller.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: TESTS },
      to: { path: INJECTED, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'module-entered-by-its-index',
      comment: 'What a module does not export from index.ts is its own business.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/(index\\.ts$|testing/)'] },
    },
    {
      name: 'application-enters-modules-by-their-index',
      comment: 'The same from outside. The verifier alone goes deeper: it is one file to hand over, without a server.',
      severity: 'error',
      from: { path: '^(src|simulators|bench)/', pathNot: ['^src/modules/', '^src/cli/verify(\\.test)?\\.ts$'] },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/(index\\.ts$|testing/)' },
    },
    {
      name: 'verifier-stays-alone',
      comment: '`parvis verify` must run anywhere: Node, values and the pure domain of the journal, nothing else.',
      severity: 'error',
      from: { path: '^src/cli/verify(-main)?\\.ts$' },
      to: { pathNot: ['^src/(cli/verify|modules/journal/domain/|values/)'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'demonstration-loaded-when-asked',
      comment: 'In production nothing of the demonstration is loaded but its mailbox page, which is not registered.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/demonstration/', TESTS] },
      to: { path: '^src/demonstration/', pathNot: '/pages\\.tsx$', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'simulators-stay-outside',
      comment: 'Only the demonstration starts the simulators.',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: ['^src/demonstration/', TESTS] },
      to: { path: '^simulators/' },
    },
    {
      name: 'simulators-know-nothing-of-parvis',
      comment: 'A stand-in that shared our code would share our mistakes.',
      severity: 'error',
      from: { path: '^simulators/' },
      to: { path: '^(src|web)/' },
    },
    {
      name: 'tests-stay-outside',
      comment: 'Nothing that runs imports tests, their support, benchmarks or scripts.',
      severity: 'error',
      from: { path: '^(src|web|simulators)/', pathNot: [TESTS, '^simulators/test-support/'] },
      to: { path: ['^(test|bench|scripts)/', TESTS, '^simulators/test-support/'] },
    },
    {
      name: 'browser-gets-pure-files',
      comment: 'What runs in the browser is built from files that know no server.',
      severity: 'error',
      from: { path: '^web/', pathNot: TESTS },
      to: {
        pathNot: ['^web/', '^src/values/', '^src/platform/html/', '^src/modules/[^/]+/(domain|champs)/', '^node_modules/preact/'],
      },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or three. Types alone may: they are gone when it runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-dependency',
      comment: 'What production runs is in `dependencies`.',
      severity: 'error',
      from: { path: '^(src|simulators)/', pathNot: [TESTS, '^simulators/test-support/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-exists',
      comment: 'Also catches a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
