import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSigningKey } from './signing-key.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-key-'));
  path = join(folder, 'secrets', 'journal.pem');
});
afterEach(() => rm(folder, { recursive: true }));

describe('openSigningKey', () => {
  test('makes the key at first use, then finds the same one', async () => {
    const made = await openSigningKey(path);
    const found = await openSigningKey(path);
    expect(made).toMatchObject({ isNew: true, isExposed: false });
    expect(found).toMatchObject({ isNew: false, isExposed: false, keyId: made.keyId, publicKey: made.publicKey });
    expect(await readdir(join(folder, 'secrets'))).toEqual(['journal.pem']);
  });

  test.skipIf(process.platform === 'win32')('only its owner may read it', async () => {
    await openSigningKey(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700);
    await chmod(path, 0o644);
    expect(await openSigningKey(path)).toMatchObject({ isExposed: true });
  });

  test('all who start together end with the same key', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => openSigningKey(path)));
    expect(new Set(keys.map((key) => key.keyId)).size).toBe(1);
    expect(keys.filter((key) => key.isNew)).toHaveLength(1);
    expect(await readdir(join(folder, 'secrets'))).toEqual(['journal.pem']);
  });

  test.each([
    ['an empty file', ''],
    ['another file', 'bonjour'],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ],
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' })],
  ])('refuses %s, says which, and leaves it there', async (_, content) => {
    const file = join(folder, 'autre.pem');
    await writeFile(file, content);
    await expect(openSigningKey(file)).rejects.toThrow(/pas une clé privée Ed25519.*autre\.pem/);
    expect(await readFile(file, 'utf8')).toBe(content);
  });
});
