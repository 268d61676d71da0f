import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the project, whether this code runs from `src/` (tests) or bundled in `build/`.
 * Migrations, the catalogue and the assets are read from there.
 */
export const ROOT = findRoot(import.meta.dirname);

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of Parvis not found above this file');
  return findRoot(parent);
}
