import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open as openFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ClamdMood, type FakeClamd, startFakeClamd } from '../../../test/support/fake-clamd.ts';
import { eicar, sampleFiles } from '../../../test/support/sample-files.ts';
import { fixedClock, systemClock } from '../clock.ts';
import { NotFound } from '../errors.ts';
import { createLogger } from '../log/logger.ts';
import { systemRandom } from '../random.ts';
import { type Blobs, type BlobsOptions, createBlobs, type ReceiveOptions } from './blobs.ts';
import { createClamdScanner } from './clamd.ts';
import { createDiskStore } from './disk-store.ts';

const LIMIT = 50_000_000;
const asPdf: ReceiveOptions = {
  maxBytes: LIMIT,
  declaredType: 'application/pdf',
  fileName: 'acte.pdf',
  accept: ['pdf', 'png', 'txt'],
};
const asText: ReceiveOptions = { ...asPdf, declaredType: 'text/plain', fileName: 'note.txt' };

let folder: string;
let log: string[];
let blobs: Blobs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-blobs-'));
  log = [];
  blobs = await open();
});
afterEach(() => rm(folder, { recursive: true }));

describe('a received file', () => {
  test('is stored under its hash, and read back', async () => {
    const { pdf } = sampleFiles;
    const sha256 = sha256Of(pdf);
    const result = await blobs.receive(Readable.from([pdf]), { ...asPdf, fileName: '../Délibération 🎉.PDF' });
    expect(result).toEqual({
      ok: true,
      value: {
        ...{ sha256, size: pdf.length, type: 'pdf', mediaType: 'application/pdf' },
        ...{ fileName: 'Délibération.PDF', analyse: 'non_analyse' },
      },
    });
    expect((await readFile(join(folder, 'store', sha256.slice(0, 2), sha256.slice(2, 4), sha256))).equals(pdf)).toBe(
      true,
    );
    expect((await buffer(await blobs.open(sha256))).equals(pdf)).toBe(true);
    expect(await blobs.size(sha256)).toBe(pdf.length);
    expect(await quarantined()).toEqual([]);
  });

  test('is not readable by other users of the machine', async () => {
    await blobs.receive(Readable.from([sampleFiles.pdf]), asPdf);
    const [path = ''] = await stored();
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  test('sent twice at the same time is one file', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => blobs.receive(slowly(sampleFiles.pdf), asPdf)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await stored()).toHaveLength(1);
    expect(await quarantined()).toEqual([]);
  });

  test('of text is served as UTF-8', async () => {
    const result = await blobs.receive(Readable.from([sampleFiles.txt]), asText);
    expect(result).toMatchObject({ value: { type: 'txt', mediaType: 'text/plain; charset=utf-8' } });
  });

  test('is gone once removed, and removing it again does nothing', async () => {
    const result = await blobs.receive(Readable.from([sampleFiles.pdf]), asPdf);
    if (!result.ok) throw new Error(result.error.message);
    await blobs.remove(result.value.sha256);
    await blobs.remove(result.value.sha256);
    expect(await blobs.size(result.value.sha256)).toBeUndefined();
    await expect(blobs.open(result.value.sha256)).rejects.toThrow(NotFound);
  });

  test('of 40 MB passes through little memory', async () => {
    const before = process.memoryUsage().rss;
    let peak = 0;
    const piece = Buffer.from('é'.repeat(32_768));
    async function* large() {
      for (let sent = 0; sent < 40_000_000; sent += piece.length) {
        peak = Math.max(peak, process.memoryUsage().rss);
        yield piece;
      }
    }
    const result = await blobs.receive(large(), asText);
    expect(result).toMatchObject({ ok: true, value: { size: 611 * piece.length } });
    expect(peak - before).toBeLessThan(20_000_000);
  });
});

describe('a refused file', () => {
  test.each<[string, Buffer, ReceiveOptions, RegExp]>([
    ['empty', Buffer.alloc(0), asPdf, /^Le fichier est vide\. /],
    ['too large', Buffer.alloc(10_000_001), { ...asPdf, maxBytes: 10_000_000 }, /^Le fichier dépasse 10\u00a0Mo\. /],
    [
      'just too large',
      sampleFiles.pdf,
      { ...asPdf, maxBytes: sampleFiles.pdf.length - 1 },
      /^Le fichier dépasse 0,1\u00a0ko/,
    ],
    [
      'not accepted',
      sampleFiles.zip,
      { ...asPdf, declaredType: '', fileName: 'a.zip' },
      /Envoyez un fichier PDF, PNG ou texte\.$/,
    ],
    ['something else', sampleFiles.png, asPdf, /^Ce fichier n’est pas un fichier PDF/],
  ])('leaves nothing when it is %s', async (_why, content, options, sentence) => {
    const result = await blobs.receive(Readable.from([content]), options);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.message).toMatch(sentence);
    expect(await stored()).toEqual([]);
    expect(await quarantined()).toEqual([]);
  });

  test('of exactly the limit is not refused', async () => {
    const result = await blobs.receive(Readable.from([sampleFiles.pdf]), {
      ...asPdf,
      maxBytes: sampleFiles.pdf.length,
    });
    expect(result.ok).toBe(true);
  });

  test('is heard out when it is too large, and cut off when it never ends', async () => {
    let sent = 0;
    const piece = Buffer.alloc(1_000_000);
    async function* endless() {
      for (;;) {
        sent += piece.length;
        yield piece;
      }
    }
    const source = Readable.from(endless());
    const result = await blobs.receive(source, { ...asPdf, maxBytes: 100_000 });
    expect(result).toMatchObject({ error: { motif: 'trop_lourd' } });
    expect(source.destroyed).toBe(true);
    expect(sent).toBeLessThan(600_000_000);
    const heard = Readable.from(Array.from({ length: 40 }, () => piece));
    await blobs.receive(heard, { ...asPdf, maxBytes: 10_000_000 });
    expect(heard.readableEnded).toBe(true);
  });
});

describe('an upload that is interrupted', () => {
  test.each(['a broken connection', 'an abort'])('by %s leaves nothing', async (how) => {
    const source = new PassThrough();
    const receiving = blobs.receive(source, asPdf);
    source.write(sampleFiles.pdf);
    await arrivalIn('quarantine');
    source.destroy(how === 'an abort' ? undefined : new Error('ECONNRESET'));
    await expect(receiving).rejects.toThrow(how === 'an abort' ? 'Premature close' : 'ECONNRESET');
    expect(await quarantined()).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  test('by a SIGKILL leaves nothing usable, swept an hour later at the next start', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', VICTIM], {
      env: { ...process.env, FOLDER: folder, CODE: import.meta.dirname },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await arrivalIn('quarantine');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await stored()).toEqual([]);
    await open();
    expect(await quarantined()).toHaveLength(1); // It might still be arriving, in another process.
    await open({ clock: fixedClock(systemClock.now().add({ minutes: 61 }).toString()) });
    expect(await quarantined()).toEqual([]);
    expect(log.join('')).toContain('"swept":1');
  });
});

describe('with an antivirus', () => {
  let clamd: FakeClamd;
  beforeEach(async () => {
    clamd = await startFakeClamd();
    blobs = await open({ scanner: createClamdScanner({ address: clamd.address, timeout: 200 }) });
  });
  afterEach(() => clamd.close());

  test('a clean file says so', async () => {
    const result = await blobs.receive(Readable.from([sampleFiles.txt]), asText);
    expect(result).toMatchObject({ ok: true, value: { analyse: 'sain' } });
    expect(clamd.scanned).toEqual([sampleFiles.txt]);
  });

  test('an infected file is refused and deleted', async () => {
    const result = await blobs.receive(Readable.from([eicar]), asText);
    expect(result).toMatchObject({ ok: false, error: { motif: 'virus' } });
    expect(await stored()).toEqual([]);
    expect(await quarantined()).toEqual([]);
    expect(log.join('')).toContain('"virus":"Win.Test.EICAR_HDB-1"');
  });

  test.each<ClamdMood>(['silent', 'error', 'hangs-up'])('that is %s, nothing passes unseen', async (mood) => {
    clamd.mood = mood;
    const result = await blobs.receive(Readable.from([eicar]), asText);
    expect(result).toMatchObject({ ok: false, error: { message: /^L’antivirus ne répond pas, réessayez/ } });
    expect(await stored()).toEqual([]);
    expect(log.join('')).toContain('the antivirus gave no verdict');
  });

  test('that is silent, a file is marked when one chose so', async () => {
    clamd.mood = 'silent';
    const scanner = createClamdScanner({ address: clamd.address, timeout: 200 });
    const tolerant = await open({ scanner, withoutVerdict: 'mark' });
    const result = await tolerant.receive(Readable.from([sampleFiles.txt]), asText);
    expect(result).toMatchObject({ ok: true, value: { analyse: 'non_analyse' } });
    expect(log.join('')).toContain('the antivirus gave no verdict');
  });

  test('readiness tells whether it answers', async () => {
    expect(await blobs.ready()).toEqual({ store: true, antivirus: 'pret' });
    clamd.mood = 'silent';
    expect(await blobs.ready()).toEqual({ store: true, antivirus: 'muet' });
  });
});

test('a full disk refuses the file, hears its sender out, and is not ready', async () => {
  const probe = await openFile(join(folder, 'probe'), 'w');
  const writing = vi.spyOn(Object.getPrototypeOf(probe), 'write');
  writing.mockRejectedValue(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
  const source = Readable.from([sampleFiles.pdf.subarray(0, 100), sampleFiles.pdf.subarray(100)]);
  const refused = await blobs.receive(source, asPdf).finally(() => writing.mockRestore());
  await probe.close();
  expect(refused).toMatchObject({ ok: false, error: { motif: 'disque_plein' } });
  expect([source.readableEnded, await quarantined()]).toEqual([true, []]);
  expect(log.join()).toContain('the disk is full');
  expect((await open({ leastFreeBytes: Number.MAX_SAFE_INTEGER }).then((full) => full.ready())).store).toBe(false);
});

test('readiness tells that there is no antivirus', async () => {
  expect(await blobs.ready()).toEqual({ store: true, antivirus: 'absent' });
});

test('what the platform makes is kept without checks', async () => {
  const kept = await blobs.keep(Readable.from([Buffer.from([0, 1, 2])]));
  expect(kept).toEqual({ sha256: sha256Of(Buffer.from([0, 1, 2])), size: 3 });
  expect(await blobs.size(kept.sha256)).toBe(3);
});

const VICTIM = `
  const code = process.env.CODE;
  const { createBlobs } = await import(code + '/blobs.ts');
  const { createDiskStore } = await import(code + '/disk-store.ts');
  const { systemClock } = await import(code + '/../clock.ts');
  const { systemRandom } = await import(code + '/../random.ts');
  const { createLogger } = await import(code + '/../log/logger.ts');
  const folder = process.env.FOLDER;
  const blobs = await createBlobs({
    store: createDiskStore(folder + '/store'), quarantine: folder + '/quarantine',
    clock: systemClock, random: systemRandom, logger: createLogger({ level: 'silent', format: 'json' }),
  });
  async function* endless() {
    yield Buffer.from('%PDF-1.7 ');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  await blobs.receive(endless(), { maxBytes: 1e6, declaredType: '', fileName: 'a.pdf', accept: ['pdf'] });`;

function open(options: Partial<BlobsOptions> = {}): Promise<Blobs> {
  const destination = { write: (line: string) => void log.push(line) };
  return createBlobs({
    store: createDiskStore(join(folder, 'store')),
    quarantine: join(folder, 'quarantine'),
    random: systemRandom,
    clock: systemClock,
    logger: createLogger({ level: 'info', format: 'json', destination }),
    ...options,
  });
}

function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function* slowly(content: Buffer): AsyncGenerator<Buffer> {
  for (const byte of content) {
    yield Buffer.of(byte);
    await new Promise(setImmediate);
  }
}

const quarantined = () => readdir(join(folder, 'quarantine'));

async function stored(): Promise<string[]> {
  const entries = await readdir(join(folder, 'store'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Until a byte has been written there. */
async function arrivalIn(room: string): Promise<void> {
  for (;;) {
    const names = await readdir(join(folder, room));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, room, name))).size));
    if (sizes.some((size) => size > 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
