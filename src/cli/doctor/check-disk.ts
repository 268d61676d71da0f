import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { bon, type Finding, mauvais } from './finding.ts';

const LEAST_FREE_BYTES = 1_000_000_000;

/** The folder of the data takes a file, down to the disk itself, and has room left. */
export async function checkDisk(dataDir: string): Promise<Finding[]> {
  const probe = join(dataDir, `.doctor-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true });
    const file = await open(probe, 'w', 0o600);
    try {
      await file.writeFile('parvis');
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return [mauvais(`Impossible d’écrire dans ${dataDir}${why}. Donnez-en le droit à ce compte, ou changez DATA_DIR.`)];
  } finally {
    await rm(probe, { force: true }).catch(() => undefined); // What could not be written cannot be removed either.
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const room = `${(free / 1e9).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0Go libres`;
  return [
    bon(`${dataDir} accepte les fichiers.`),
    free < LEAST_FREE_BYTES
      ? mauvais(`${room} seulement dans ${dataDir}\u00a0: libérez de la place.`)
      : bon(`${room}.`),
  ];
}
