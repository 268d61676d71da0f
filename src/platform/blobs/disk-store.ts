import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NotFound } from '../errors.ts';
import { type BlobStore, keyOf, MISSING_BLOB } from './blob-store.ts';

/** Files in a folder. `put` expects a file that is already flushed, on the same file system: it only renames it. */
export function createDiskStore(folder: string): BlobStore {
  const pathOf = (sha256: string) => join(folder, keyOf(sha256));
  return {
    async put(path, sha256) {
      const target = pathOf(sha256);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(path, target);
      await flushFolders(dirname(target), folder);
    },
    async get(sha256) {
      const file = await orNotFound(open(pathOf(sha256)));
      return file.createReadStream();
    },
    size: (sha256) =>
      orNotFound(stat(pathOf(sha256))).then(
        ({ size }) => size,
        (error: unknown) => {
          if (error instanceof NotFound) return undefined;
          throw error;
        },
      ),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async isReady() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.R_OK | constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
  };
}

async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new NotFound(MISSING_BLOB, { cause: error });
    }
    throw error;
  }
}

/** A rename survives a power cut only once the folders that it changed are flushed; Windows does that by itself. */
async function flushFolders(from: string, root: string): Promise<void> {
  if (process.platform === 'win32') return;
  for (let folder = from; folder.length >= root.length; folder = dirname(folder)) {
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
