import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyWithinReach } from './within-reach.ts';

let [shelf, native] = ['', ''];
beforeEach(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'parvis-reach-'));
  native = join(shelf, 'native');
  await mkdir(join(native, 'bin'), { recursive: true });
  await writeFile(join(native, 'bin', 'postgres'), 'le vrai');
});
afterEach(() => rm(shelf, { recursive: true, force: true }));

describe.skipIf(platform() === 'win32')('programs put where another account can run them', () => {
  test('are copied once, for all to read and us to write', async () => {
    const copies = await Promise.all([copyWithinReach(native, '18', shelf), copyWithinReach(native, '18', shelf)]);
    const again = await copyWithinReach(native, '18', shelf);
    expect(new Set([...copies, again])).toEqual(new Set([join(shelf, 'parvis-postgres-18')]));
    expect(await readFile(join(again, 'bin', 'postgres'), 'utf8')).toBe('le vrai');
    expect((await stat(again)).mode & 0o777).toBe(0o755);
    expect((await readdir(shelf)).toSorted()).toEqual(['native', 'parvis-postgres-18']);
  });

  test('are never those that somebody else could have put there', async () => {
    const planted = join(shelf, 'parvis-postgres-18');
    await mkdir(planted);
    await writeFile(join(planted, 'postgres'), 'un autre');
    await chmod(planted, 0o777);
    await expect(copyWithinReach(native, '18', shelf)).rejects.toThrow(/un autre compte/);
    await rm(planted, { recursive: true });
    await symlink(native, planted);
    await expect(copyWithinReach(native, '18', shelf)).rejects.toThrow(/un autre compte/);
  });
});
