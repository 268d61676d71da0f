import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ClamdMood, type FakeClamd, startFakeClamd } from '../../../test/support/fake-clamd.ts';
import { eicar } from '../../../test/support/sample-files.ts';
import { createClamdScanner, type Verdict } from './clamd.ts';

let folder: string;
let clamd: FakeClamd;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-clamd-'));
  clamd = await startFakeClamd();
});
afterEach(async () => {
  await clamd.close();
  await rm(folder, { recursive: true });
});

async function scan(content: Buffer, timeout = 2_000): Promise<Verdict> {
  const path = join(folder, 'draft');
  await writeFile(path, content);
  return createClamdScanner({ address: clamd.address, timeout }).scan(path);
}

describe('a scan', () => {
  test('sends the whole file and reads that it is clean', async () => {
    const content = Buffer.from('propre'.repeat(100_000));
    expect(await scan(content)).toEqual({ outcome: 'clean' });
    expect(clamd.scanned).toHaveLength(1);
    expect(clamd.scanned[0]?.equals(content)).toBe(true);
  });

  test('reads the name of the virus', async () => {
    expect(await scan(eicar)).toEqual({ outcome: 'infected', signature: 'Win.Test.EICAR_HDB-1' });
  });

  test('goes through a Unix socket as well', async () => {
    await clamd.close();
    clamd = await startFakeClamd(join(folder, 'clamd.sock'));
    expect(await scan(eicar)).toMatchObject({ outcome: 'infected' });
  });

  test.each<[ClamdMood, RegExp, patienceMs: number]>([
    ['error', /no verdict/, 10_000],
    ['too-large', /StreamMaxLength/, 10_000],
    ['silent', /kept silent/, 300],
    ['hangs-up', /cut the file short/, 10_000],
    ['hasty', /no verdict/, 10_000],
    ['nonsense', /too great a length/, 10_000],
  ])('knows nothing when the daemon is %s', async (mood, cause, patienceMs) => {
    clamd.mood = mood;
    const verdict = await scan(Buffer.alloc(20_000_000, 1), patienceMs);
    expect(verdict.outcome).toBe('unknown');
    if (verdict.outcome === 'unknown') expect(verdict.cause.message).toMatch(cause);
  });

  test('says what to mend when the file is small enough for the answer to come through', async () => {
    clamd.mood = 'too-large';
    expect(await scan(Buffer.from('x'))).toMatchObject({ cause: { message: /StreamMaxLength/ } });
  });

  test('knows nothing when nobody listens', async () => {
    await clamd.close();
    const verdict = await scan(eicar);
    expect(verdict.outcome).toBe('unknown');
    clamd = await startFakeClamd();
  });
});

describe('isReady', () => {
  test.each<[ClamdMood, boolean]>([
    ['well', true],
    ['silent', false],
    ['hangs-up', false],
  ])('says of a daemon that is %s: %s', async (mood, ready) => {
    clamd.mood = mood;
    expect(await createClamdScanner({ address: clamd.address, timeout: 200 }).isReady()).toBe(ready);
  });
});
