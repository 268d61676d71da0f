import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkFichiers } from '../../src/cli/doctor/check-fichiers.ts';
import { createBlobs } from '../../src/platform/blobs/blobs.ts';
import { createClamdScanner, type Verdict } from '../../src/platform/blobs/clamd.ts';
import { createDiskStore } from '../../src/platform/blobs/disk-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { eicar, sampleFiles, sampleZip } from '../support/sample-files.ts';
import { describePeer, freePort, type Program, start } from './support/peer.ts';

const NO_STORE = {
  ...{ S3_ENDPOINT: undefined, S3_BUCKET: undefined, S3_REGION: 'gra' },
  ...{ S3_ACCESS_KEY_ID: undefined, S3_SECRET_ACCESS_KEY: undefined },
};

/** Smaller than what is sent below, so that the limit is met; Debian's is 25 MB. */
const STREAM_MAX_MEGABYTES = 2;

describePeer('clamd, the antivirus', ['clamd'], () => {
  let folder: string;
  let port: number;
  let clamd: Program;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-clamd-'));
    port = await freePort();
    await mkdir(join(folder, 'signatures'));
    // Without a network there are no official signatures: one of our own, of the file made for that.
    const md5 = createHash('md5').update(eicar).digest('hex');
    await writeFile(join(folder, 'signatures', 'parvis.hdb'), `${md5}:${eicar.length}:Parvis.Test.Eicar\n`);
    const body = Buffer.from('Parvis-Signature-De-Test').toString('hex');
    await writeFile(join(folder, 'signatures', 'parvis.ndb'), `Parvis.Test.Phrase:0:*:${body}\n`);
    await writeFile(join(folder, 'clamd.conf'), configuration());
    clamd = await startClamd();
  }, 60_000);
  afterEach(async () => {
    await clamd.stop();
    clamd = await startClamd();
  });
  afterAll(async () => {
    await clamd.stop();
    await rm(folder, { recursive: true });
  });

  const configuration = (megabytes = STREAM_MAX_MEGABYTES) =>
    [
      ['Foreground', 'yes'],
      ['DatabaseDirectory', join(folder, 'signatures')],
      ['TemporaryDirectory', folder],
      ['LocalSocket', join(folder, 'clamd.sock')],
      ['TCPSocket', port],
      ['TCPAddr', '127.0.0.1'],
      ['StreamMaxLength', `${megabytes}M`],
    ]
      .map((line) => `${line.join(' ')}\n`)
      .join('');
  const scanner = (timeout = 20_000) => createClamdScanner({ address: `127.0.0.1:${port}`, timeout });
  const startClamd = () =>
    start('clamd', ['--config-file', join(folder, 'clamd.conf')], { ready: () => scanner(1_000).isReady() });

  async function scan(content: Buffer, { timeout = 20_000, socket = false } = {}): Promise<Verdict> {
    const path = join(folder, 'file');
    await writeFile(path, content);
    return socket
      ? createClamdScanner({ address: join(folder, 'clamd.sock') }).scan(path)
      : scanner(timeout).scan(path);
  }

  test('a clean file, small, empty, and as large as it takes', async () => {
    expect(await scan(sampleFiles.pdf)).toEqual({ outcome: 'clean' });
    expect(await scan(Buffer.alloc(0))).toEqual({ outcome: 'clean' });
    expect(await scan(Buffer.alloc(STREAM_MAX_MEGABYTES * 1024 * 1024, 'a'))).toEqual({ outcome: 'clean' });
    expect(await scan(sampleFiles.pdf, { socket: true })).toEqual({ outcome: 'clean' });
  });

  test('an infected file, by itself, at the end of a long one, in an archive', async () => {
    expect(await scan(eicar)).toEqual({ outcome: 'infected', signature: 'Parvis.Test.Eicar.UNOFFICIAL' });
    expect(await scan(eicar, { socket: true })).toMatchObject({ outcome: 'infected' });
    const late = Buffer.concat([Buffer.alloc(1_500_000, 'a'), Buffer.from('Parvis-Signature-De-Test')]);
    expect(await scan(late)).toEqual({ outcome: 'infected', signature: 'Parvis.Test.Phrase.UNOFFICIAL' });
    expect(await scan(sampleZip({ 'photo.txt': eicar.toString() }))).toMatchObject({ outcome: 'infected' });
  });

  test.each([1, 2, 20, 50])('a file %i MB above StreamMaxLength is unknown, and says what to mend', async (beyond) => {
    const verdict = await scan(Buffer.alloc((STREAM_MAX_MEGABYTES + beyond) * 1024 * 1024, 'a'));
    expect(verdict).toMatchObject({
      outcome: 'unknown',
      cause: { message: expect.stringContaining('StreamMaxLength') },
    });
  });

  test('the doctor says that it looks at too little, and what to write', async () => {
    const config = { ...NO_STORE, CLAMD: `127.0.0.1:${port}` };
    expect(await checkFichiers({ config })).toMatchObject([
      { etat: 'mauvais', texte: expect.stringContaining('StreamMaxLength') },
    ]);
    await clamd.stop();
    await writeFile(join(folder, 'clamd.conf'), configuration(110));
    clamd = await startClamd();
    expect(await checkFichiers({ config })).toEqual([{ etat: 'bon', texte: 'L’antivirus répond.' }]);
    await writeFile(join(folder, 'clamd.conf'), configuration());
  });

  test('clamd that is killed, or that stops answering, in the middle of a scan', async () => {
    await writeFile(join(folder, 'file'), Buffer.alloc(1_000_000, 'a'));
    clamd.signal('SIGSTOP');
    const frozen = scanner(500).scan(join(folder, 'file'));
    const cut = scanner().scan(join(folder, 'file'));
    expect(await frozen).toMatchObject({ outcome: 'unknown', cause: { message: expect.stringContaining('silent') } });
    expect(await scanner(300).isReady()).toBe(false);
    clamd.signal('SIGKILL');
    expect(await cut).toMatchObject({ outcome: 'unknown' });
    expect(await scanner().isReady()).toBe(false);
    expect(await scan(sampleFiles.pdf)).toMatchObject({ outcome: 'unknown' });
  });

  test('what a person is told: accepted, refused with a reason, never kept without a verdict', async () => {
    const logger = createLogger({ level: 'silent', format: 'json' });
    const blobs = await createBlobs({
      ...{ store: createDiskStore(join(folder, 'store')), quarantine: join(folder, 'quarantine') },
      ...{ scanner: scanner(), clock: systemClock, random: systemRandom, logger },
    });
    const receive = (content: Buffer) =>
      blobs.receive(Readable.from([content]), {
        ...{ fileName: 'piece.txt', declaredType: 'text/plain', maxBytes: 10_000_000 },
        accept: ['txt', 'pdf'],
      });
    expect(await blobs.ready()).toEqual({ store: true, antivirus: 'pret' });
    expect(await receive(sampleFiles.txt)).toMatchObject({ ok: true, value: { analyse: 'sain' } });
    expect(await receive(eicar)).toMatchObject({ ok: false, error: { motif: 'virus' } });
    expect(await receive(Buffer.alloc(5_000_000, 'a'))).toMatchObject({ error: { motif: 'antivirus_muet' } });
    await clamd.stop();
    expect(await receive(sampleFiles.txt)).toMatchObject({ error: { motif: 'antivirus_muet' } });
    expect((await blobs.ready()).antivirus).toBe('muet');
  });
});
