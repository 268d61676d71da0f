import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../src/platform/root.ts';
import { flagsOf, START_FLAGS } from '../test/support/start-flags.ts';

test('the service of the guide starts the server as npm start does', () => {
  const guide = readFileSync(join(ROOT, 'docs/guide/mise-en-production.md'), 'utf8');
  const service = /^ExecStart=(.+)$/m.exec(guide)?.[1] ?? '';
  expect(service).toContain('bin/start.js');
  expect(flagsOf(service)).toEqual(START_FLAGS);
  expect(START_FLAGS).not.toEqual([]);
});
