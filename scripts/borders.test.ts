import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A house in small where every border is respected: one import of each kind that is allowed. */
const HOUSE: Record<string, string> = {
  'package.json':
    '{ "dependencies": { "zod": "1", "kysely": "1", "preact": "1" }, "devDependencies": { "vitest": "1" } }',
  ...Object.fromEntries(
    ['zod', 'kysely', 'preact', 'vitest'].flatMap((name) => [
      [`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`],
      [`node_modules/${name}/index.js`, 'module.exports = {};'],
    ]),
  ),
  'src/values/siren.ts': 'export const siren = 1;',
  'src/platform/db.ts': "import 'kysely'; import '../values/siren.ts'; export const db = 1;",
  'src/platform/clock.ts': 'export type Clock = () => number; export const systemClock = Date.now;',
  'src/modules/comptes/index.ts': "export { role } from './domain/role.ts';",
  'src/modules/comptes/domain/role.ts':
    "import 'zod'; import 'node:crypto'; import '../../../values/siren.ts'; export const role = 1;",
  'src/modules/comptes/storage/roles.ts': "import 'kysely'; import '../domain/role.ts';",
  'src/modules/demarches/index.ts': "import { role } from '../comptes/index.ts'; export const demarches = role;",
  'src/modules/demarches/domain/statut.ts':
    "import type { Clock } from '../../../platform/clock.ts'; export type Statut = Clock; export const statut = 1;",
  'src/modules/demarches/domain/statut.test.ts': "import 'vitest'; import '../../comptes/testing/roles.ts';",
  'src/modules/comptes/testing/roles.ts': "import '../../../../test/support/postgres.ts';",
  'src/demonstration/prepare.ts': "import '../../simulators/index.ts';",
  'src/main.ts': "import './modules/demarches/index.ts'; await import('./demonstration/prepare.ts');",
  'src/modules/journal/domain/receipt.ts': 'export const receipt = 1;',
  'src/cli/verify.ts': "import 'node:fs'; import '../modules/journal/domain/receipt.ts';",
  'src/platform/ping.ts': "import type { Pong } from './pong.ts'; export type Ping = Pong;",
  'src/platform/pong.ts': "import './ping.ts'; export type Pong = 1;",
  'simulators/index.ts': 'export const simulators = 1;',
  'test/support/postgres.ts': 'export const postgres = 1;',
  'web/page.ts': "import '../src/modules/demarches/domain/statut.ts'; import 'preact';",
};

/** One import across each border, the rule that must tell it, and the file in which it is written. */
const TRESPASSES: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['values-stand-alone', 'src/values/montant.ts', "import '../platform/clock.ts';"],
  ['values-stand-alone', 'src/values/jour.ts', "import 'zod';"],
  ['platform-knows-no-module', 'src/platform/http.ts', "import '../modules/comptes/index.ts';"],
  ['domain-is-pure', 'src/modules/comptes/domain/a.ts', "import 'node:fs/promises';"],
  ['domain-is-pure', 'src/modules/comptes/domain/b.ts', "import 'kysely';"],
  ['domain-is-pure', 'src/modules/comptes/domain/c.ts', "import '../storage/roles.ts';"],
  ['domain-is-pure', 'src/modules/comptes/domain/d.ts', "import '../../../platform/db.ts';"],
  ['domain-is-pure', 'src/modules/comptes/domain/e.ts', "import '../../demarches/domain/statut.ts';"],
  [
    'domain-names-only-types',
    'src/modules/comptes/domain/f.ts',
    "import { systemClock } from '../../../platform/clock.ts'; systemClock();",
  ],
  ['module-entered-by-its-index', 'src/modules/demarches/lire.ts', "import '../comptes/storage/roles.ts';"],
  ['application-enters-modules-by-their-index', 'src/app.ts', "import './modules/comptes/storage/roles.ts';"],
  ['verifier-stays-alone', 'src/cli/verify-main.ts', "import '../platform/db.ts';"],
  ['demonstration-loaded-when-asked', 'src/services.ts', "import './demonstration/prepare.ts';"],
  ['simulators-stay-outside', 'src/web-server.ts', "import '../simulators/index.ts';"],
  ['simulators-know-nothing-of-parvis', 'simulators/people.ts', "import '../src/values/siren.ts';"],
  ['tests-stay-outside', 'src/platform/mail.ts', "import '../../test/support/postgres.ts';"],
  ['tests-stay-outside', 'src/modules/comptes/annuaire.ts', "import './testing/roles.ts';"],
  ['browser-gets-pure-files', 'web/offline.ts', "import '../src/platform/db.ts';"],
  ['no-cycle', 'src/platform/ping.ts', "import './pong.ts';"],
  ['no-development-dependency', 'src/platform/log.ts', "import 'vitest';"],
  ['every-import-exists', 'src/platform/jobs.ts', "import 'left-pad'; import './nowhere.ts';"],
];

let folder: string;
let clean: readonly string[];
let told: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parvis-borders-'));
  for (const [file, text] of Object.entries(HOUSE)) put(file, text);
  clean = await violations();
  for (const [, file, text] of TRESPASSES) put(file, text);
  told = await violations();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('imports that respect the borders are let through', () => {
  expect(clean).toEqual([]);
});

test.each(TRESPASSES)('%s is told in %s', (rule, file) => {
  expect(told).toContain(`${rule} ${file}`);
});

test('every border has its proof', () => {
  expect([...new Set(TRESPASSES.map(([rule]) => rule))].sort()).toEqual(
    config.forbidden.map(({ name }) => name).sort(),
  );
});

const config: { forbidden: (IForbiddenRuleType & { name: string })[]; options: ICruiseOptions } = createRequire(
  import.meta.url,
)('../.dependency-cruiser.cjs');

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** What `npm run check:borders` would say of the small house, as « rule file ». */
async function violations(): Promise<string[]> {
  const { forbidden, options } = config;
  const { output } = await cruise(['src', 'web', 'simulators'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}
