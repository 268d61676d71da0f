import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
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
   * @throws whatever the source throws, e.g. when the sender goes away: nothing is left then
   */
  receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Result<Draft, 'too-large'>>;
  discard(draft: Draft): Promise<void>;
  /** Deletes what killed processes left behind, older than an hour: younger files may be arriving. @returns how many */
  sweep(): Promise<number>;
};

export type QuarantineOptions = { readonly folder: string; readonly random: Random; readonly clock: Clock };

export function createQuarantine({ folder, random, clock }: QuarantineOptions): Quarantine {
  return {
    async receive(source, maxBytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, randomHex(random, 16));
      const file = await open(path, 'wx', 0o600);
      try {
        const written = await write(file, source, maxBytes);
        if (written) await file.sync();
        await file.close();
        if (written) return ok({ path, ...written });
      } catch (error) {
        await file.close();
        await rm(path, { force: true });
        throw error;
      }
      await rm(path, { force: true });
      return refuse('too-large');
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

/**
 * @returns undefined when there was more than `maxBytes`. The sender is then listened to for as long again, without
 * writing: browsers show an answer only to who let them finish. Beyond, the source is destroyed.
 */
async function write(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ sha256: string; size: number } | undefined> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of source) {
    size += piece.byteLength;
    if (size > 2 * maxBytes) break;
    if (size > maxBytes) continue;
    hash.update(piece);
    await writeAll(file, piece);
  }
  return size > maxBytes ? undefined : { sha256: hash.digest('hex'), size };
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let offset = 0; offset < piece.byteLength; ) {
    const { bytesWritten } = await file.write(piece, offset);
    offset += bytesWritten;
  }
}

/** Another process may have swept it meanwhile: it is then as good as new. */
async function lastWritten(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
