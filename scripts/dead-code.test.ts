import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

const folder = mkdtempSync(join(tmpdir(), 'parvis-dead-code-'));

beforeAll(() => {
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  copyFileSync(join(ROOT, 'knip.config.ts'), join(folder, 'knip.config.ts'));
  put('package.json', manifest({ zod: '*' }));
  put(
    'src/main.ts',
    "import 'zod'; import { used } from './used.ts'; import type { Given } from './modules/a/index.ts'; used() satisfies Given;",
  );
  put('src/used.ts', 'export function used(): void {}');
  put('src/modules/a/index.ts', 'export type Given = void; export type OfItsSignature = string;');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what is used is let through, and each kind of dead code is told', () => {
  expect(knip()).toEqual({ status: 0, told: [] });
  put('src/used.ts', 'export function used(): void {} export function unused(): void {}');
  put('src/forgotten.ts', 'export const forgotten = 1;');
  put('package.json', manifest({ zod: '*', pino: '*' }));
  expect(knip()).toEqual({
    status: 1,
    told: ['dependencies pino', 'exports unused', 'files src/forgotten.ts'],
  });
}, 60_000);

function manifest(dependencies: Record<string, string>): string {
  return JSON.stringify({ type: 'module', dependencies, devDependencies: { knip: '*' } });
}

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** What `npm run check:dead-code` would say of the small tree, as « kind name ». */
function knip(): { status: number | null; told: string[] } {
  const program = join(ROOT, 'node_modules', 'knip', 'bin', 'knip.js');
  const { status, stdout } = spawnSync(process.execPath, [program, '--reporter', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { issues } = JSON.parse(stdout) as { issues: Record<string, { name: string }[]>[] };
  const told = issues.flatMap((kinds) =>
    Object.entries(kinds).flatMap(([kind, found]) =>
      Array.isArray(found) ? found.map(({ name }) => `${kind} ${name}`) : [],
    ),
  );
  return { status, told: told.sort() };
}
