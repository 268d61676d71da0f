import { chmod, cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Copies programs where another account can run them, once. Everybody may write in the folder of temporary files, and
 * guess that name: what is there is only run when nobody but us can have put it there.
 *
 * @returns the folder of the copy
 * @throws Error when somebody else's is in its place
 */
export async function copyWithinReach(native: string, version: string, shelf = tmpdir()): Promise<string> {
  const copy = join(shelf, `parvis-postgres-${version}`);
  if (!(await isOurs(copy))) {
    const partial = await mkdtemp(`${copy}.`);
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await chmod(partial, 0o755);
    // Another start may have been faster.
    await rename(partial, copy).catch(() => rm(partial, { recursive: true }));
  }
  if (await isOurs(copy)) return copy;
  throw new Error(`${copy} est à un autre compte, ou ouvert à tous : supprimez-le, puis recommencez.`);
}

/** A folder itself, not a link to one, of this account, where others may not write. */
async function isOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  return found.uid === process.getuid?.() && (found.mode & 0o002) === 0;
}
