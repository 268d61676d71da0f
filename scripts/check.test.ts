import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'parvis-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm run check` would do of these checks. */
function check(scripts: Readonly<Record<string, string>>) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }));
  const program = join(import.meta.dirname, 'check.ts');
  const { status, stdout } = spawnSync(process.execPath, [program], { cwd: folder, encoding: 'utf8' });
  return { status, told: stdout.replaceAll(/, [\d.]+ s/g, '') };
}

test('passes when each check passes, whatever it says', () => {
  const { status, told } = check({ 'check:a': 'echo nothing to say', 'check:b': 'true', start: 'false' });
  expect(status).toBe(0);
  expect(told.trim().split('\n').toSorted()).toEqual(['✓ check:a', '✓ check:b']);
});

test('fails when one fails, is stopped or does not exist, and tells in one piece what each said', () => {
  const { status, told } = check({
    'check:a': 'echo one; sleep 0.2; echo two >&2; exit 2',
    'check:b': 'kill -9 $$',
    'check:c': 'parvis-has-no-such-program',
    'check:d': 'true',
  });
  expect(status).toBe(1);
  expect(told).toContain('✗ check:a\n\none\ntwo\n');
  expect(told).toContain('✓ check:d\n');
  expect(told).toContain('Failed: check:a, check:b, check:c.');
});
