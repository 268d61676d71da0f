import { randomUUID } from 'node:crypto';
import { chmod, chown, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Binaries, exists, isRoot, isRunning, NOBODY, run } from './embedded-process.ts';

export const SUPERUSER = 'parvis_owner';

export type ClusterOptions = {
  /** Holds the cluster, its password, and what is not a cluster yet. */
  readonly folder: string;
  /** Of the cluster itself, in `folder`. */
  readonly data: string;
  readonly onProgress?: (message: string) => void;
};

/**
 * Makes the cluster when there is none. It is made aside, each start for itself: the program of a killed start goes on
 * writing for a second, and several may start at once. The first one that is whole is the cluster.
 *
 * @returns its password, kept beside it and readable by its owner only
 */
export async function createCluster(binaries: Binaries, { folder, data, onProgress }: ClusterOptions): Promise<string> {
  const passwordFile = join(folder, 'password');
  await mkdir(folder, { recursive: true });
  await sweep(folder, `${basename(data)}.partial`);
  if (await isCluster(data)) return readPassword(passwordFile);
  onProgress?.('Création de la base de données (PostgreSQL embarqué)…');
  const partial = `${data}.partial-${process.pid}-${randomUUID().slice(0, 8)}`;
  making.add(basename(partial));
  await mkdir(partial);
  await drawPassword(passwordFile);
  if (isRoot()) {
    await chmod(folder, 0o755);
    await Promise.all([chown(partial, NOBODY, NOBODY), chown(passwordFile, NOBODY, NOBODY)]);
  }
  await run(binaries.initdb, [
    `--pgdata=${partial}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=fr-FR',
    '--locale=C',
    '--no-instructions',
  ]);
  await settle(partial, data);
  return readPassword(passwordFile);
}

/** By this process: in a container, a start that died had the same number. */
const making = new Set<string>();

const isCluster = (data: string) => exists(join(data, 'PG_VERSION'));

async function readPassword(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}

/** One for all the starts of this folder: it appears whole, and the first one stays. */
async function drawPassword(file: string): Promise<void> {
  const drawn = `${file}.${randomUUID()}`;
  await writeFile(drawn, `${randomUUID().replaceAll('-', '')}\n`, { mode: 0o600 });
  try {
    await link(drawn, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(drawn, { force: true });
  }
}

async function settle(partial: string, data: string): Promise<void> {
  try {
    await rename(partial, data);
  } catch (error) {
    if (!(await isCluster(data))) throw error;
    await rm(partial, { recursive: true, force: true });
  }
}

/** What dead starts left, unless a program of theirs still writes there: a later start will. */
async function sweep(folder: string, prefix: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix) && !making.has(name));
  const dead = names.filter((name) => {
    const pid = Number(name.slice(prefix.length).split('-')[1]);
    return !pid || pid === process.pid || !isRunning(pid);
  });
  await Promise.all(
    dead.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}
