import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../platform/root.ts';

/**
 * A real file of the folder of open data that stands beside the project and is not part of it. Where it is absent, this
 * says so loudly: the test that needs it counts nothing.
 */
export function donneesOuvertes(name: string): string | undefined {
  const found = ['..', join('..', '..')]
    .map((above) => join(ROOT, above, 'shared', 'data', name))
    .find((file) => existsSync(file));
  if (!found) {
    process.stderr.write(`ABSENT : shared/data/${name}. Ce qui se vérifie sur ce fichier réel ne l’est pas.\n`);
  }
  return found;
}
