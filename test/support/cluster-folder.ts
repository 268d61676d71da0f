import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for the PostgreSQL of the tests: in memory where Linux has room for it, else in the temporary one. A database
 * is a thousand files, and a disk searches longer and longer for where to make them when others were just removed.
 */
export async function makeClusterFolder(prefix: string): Promise<string> {
  return mkdtemp(join((await hasRoom(MEMORY)) ? MEMORY : tmpdir(), prefix));
}

const MEMORY = '/dev/shm';
/** The log of a server keeps a gigabyte by default, and the database of a replayed fund some hundreds of megabytes. */
const ROOM_BYTES = 4 * 1024 ** 3;

async function hasRoom(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize >= ROOM_BYTES;
}
