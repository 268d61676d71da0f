import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../values/result.ts';
import type { Clock } from '../clock.ts';
import { type Random, randomHex } from '../random.ts';

/** A file just received, whole and flushed, that nobody may read yet. */
export type Draft = { readonly path: string; readonly sha256: string; readonly size: number };

export type Quarantine = {
  /**
   * Writes what arrives while hashing and counting it; never more than one piece is in memory. Whatever happens to
   * the draft next, `discard` it.
   *
   * @returns `full`: the disk had no room for it
   * @throws whatever the source throws, e.g. when the sender goes away: nothing is left then
   */
  receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Result<Draft, 'too-large' | 'full'>>;
  /** False when the next files may not find their place on the disk. */
  hasRoom(): Promise<boolean>;
  discard(draft: Draft): Promise<void>;
  /** Deletes what killed processes left behind, older than an hour: younger files may be arriving. @returns how many */
  sweep(): Promise<number>;
};

export type QuarantineOptions = {
  readonly folder: string;
  readonly random: Random;
  readonly clock: Clock;
  /** Below this, `hasRoom` says no. */
  readonly leastFreeBytes?: number | undefined;
};

/** A few of the largest files that forms accept. */
const LEAST_FREE_BYTES = 50_000_000;

export function createQuarantine(options: QuarantineOptions): Quarantine {
  const { folder, random, clock, leastFreeBytes = LEAST_FREE_BYTES } = options;
  return {
    async receive(source, maxBytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, randomHex(random, 16));
      const file = await open(path, 'wx', 0o600);
      try {
        const written = await write(file, source, maxBytes);
        if (typeof written === 'object') await file.sync();
        await file.close();
        if (typeof written === 'object') return ok({ path, ...written });
        await rm(path, { force: true });
        return refuse(written);
      } catch (error) {
        await file.close();
        await rm(path, { force: true });
        throw error;
      }
    },

    async hasRoom() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize >= leastFreeBytes;
    },

    discard: ({ path }) => rm(path, { force: true }),

    async sweep() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const deadline = clock.now().subtract({ hours: 1 }).epochMilliseconds;
      const paths = (await readdir(folder)).map((name) => join(folder, name));
      const old = await Promise.all(paths.map(async (path) => (await lastWritten(path)) < deadline));
      const abandoned = paths.filter((_, index) => old[index]);
      await Promise.all(abandoned.map((path) => rm(path, { force: true })));
      return abandoned.length;
    },
  };
}

/** A film made by a phone: nobody chooses a larger file by mistake. */
const HEARD_BYTES = 500_000_000;

/**
 * What is refused, for its size or for want of room, is listened to without writing: what was typed in the fields that
 * follow comes after it, and browsers show an answer only to who let them finish. Far beyond, the source is destroyed.
 */
async function write(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ sha256: string; size: number } | 'too-large' | 'full'> {
  const hash = createHash('sha256');
  let size = 0;
  let full = false;
  for await (const piece of source) {
    size += piece.byteLength;
    if (size - maxBytes > HEARD_BYTES) break;
    if (full || size > maxBytes) continue;
    hash.update(piece);
    full = !(await writeAll(file, piece));
  }
  if (size > maxBytes) return 'too-large';
  return full ? 'full' : { sha256: hash.digest('hex'), size };
}

/** @returns false when the disk is full */
async function writeAll(file: FileHandle, piece: Uint8Array): Promise<boolean> {
  try {
    for (let offset = 0; offset < piece.byteLength; ) {
      const { bytesWritten } = await file.write(piece, offset);
      offset += bytesWritten;
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return false;
    throw error;
  }
}

/** Another process may have swept it meanwhile: it is then as good as new. */
async function lastWritten(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
