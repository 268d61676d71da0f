import { execFile } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saltedDigest } from '../modules/journal/domain/digest.ts';
import { keyIdOf, publicKeyHex } from '../modules/journal/domain/head.ts';
import { receiptFile } from '../modules/journal/domain/receipt.ts';
import { KEY, NOM, sampleEntry, sampleReceipt } from '../modules/journal/testing/sample-receipt.ts';
import { verifyCommand } from './verify.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const keyId = keyIdOf(publicKeyHex(KEY));
const spaced = keyId.replace(/(.{4})(?=.)/g, '$1 ');

let folder: string;
let receipt: string;
let tampered: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-verify-'));
  receipt = join(folder, 'accuse.json');
  tampered = join(folder, 'modifie.json');
  const file = Buffer.from(receiptFile(sampleReceipt()));
  await writeFile(receipt, file);
  await writeFile(tampered, file.toString().replace('POI-2026-000123', 'POI-2026-000124'));
});
afterAll(() => rm(folder, { recursive: true }));

async function verify(...args: string[]) {
  let [out, err] = ['', ''];
  const code = await verifyCommand(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

describe('an authentic receipt', () => {
  test('says for what, and warns as long as no key is trusted', async () => {
    const { code, out } = await verify(receipt);
    expect(code).toBe(0);
    expect(out).toMatch(/^INTACT\./);
    expect(out).toContain('POI-2026-000123');
    expect(out).toContain('Ville de Poitiers');
    expect(out).toContain('mardi 24 novembre 2026 à 09:15:30 (heure de Paris)');
    expect(out).toContain('«\u00a0Nom de l’enfant\u00a0»\u00a0: Éloïse N’Diaye');
    expect(out).toContain(spaced);
    expect(out).toContain('ATTENTION\u00a0: aucune clé de confiance');
  });

  test.each([
    ['its fingerprint', keyId],
    ['its fingerprint as it is displayed', spaced.toUpperCase()],
    ['its fingerprint with colons', keyId.replace(/(..)(?=.)/g, '$1:')],
  ])('is authentic with %s', async (_, key) => {
    const { code, out } = await verify(receipt, '--cle', key);
    expect(code).toBe(0);
    expect(out).toMatch(/^AUTHENTIQUE\./);
    expect(out).not.toContain('ATTENTION');
  });

  test('is authentic with a file of the public key, in PEM or hexadecimal', async () => {
    const pem = join(folder, 'cle.pem');
    await writeFile(pem, createPublicKey(KEY).export({ format: 'pem', type: 'spki' }));
    expect(await verify('--cle', pem, receipt)).toMatchObject({ code: 0, out: expect.stringMatching(/^AUTHENTIQUE/) });
    const hex = join(folder, 'cle.hex');
    await writeFile(hex, `${publicKeyHex(KEY)}\n`);
    expect(await verify('--cle', hex, receipt)).toMatchObject({ code: 0, out: expect.stringMatching(/^AUTHENTIQUE/) });
  });

  test('is authentic when one of the trusted keys signed it', async () => {
    expect(await verify(receipt, '--cle', '0'.repeat(32), '--cle', keyId)).toMatchObject({ code: 0 });
  });
});

describe('a receipt that is not authentic', () => {
  test('was changed', async () => {
    const { code, out } = await verify(tampered);
    expect(code).toBe(1);
    expect(out).toBe('REFUSÉ. L’écriture a été modifiée\u00a0: elle ne correspond plus à son empreinte.\n');
  });

  test('is signed by another key', async () => {
    const { code, out } = await verify(receipt, '--cle', '0'.repeat(32));
    expect(code).toBe(1);
    expect(out).toContain('une autre clé');
  });

  test('is no receipt', async () => {
    const file = join(folder, 'lettre.txt');
    await writeFile(file, 'Madame, Monsieur,');
    expect(await verify(file)).toMatchObject({ code: 1 });
  });
});

describe('what cannot be verified', () => {
  test.each<[string, string[]]>([
    ['no file', []],
    ['two files', ['a', 'b']],
    ['an unknown option', ['a', '--force']],
    ['an option without its value', ['a', '--cle']],
  ])('%s: the usage', async (_, args) => {
    const { code, out, err } = await verify(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('parvis verify <fichier>');
  });

  test('a file that does not exist, a folder, a huge file', async () => {
    expect(await verify(join(folder, 'absent'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('n’existe pas'),
    });
    expect(await verify(folder)).toMatchObject({ code: 2, err: expect.stringContaining('c’est un dossier') });
    const huge = join(folder, 'huge');
    await writeFile(huge, '');
    await truncate(huge, 65 * 1024 * 1024);
    expect(await verify(huge)).toMatchObject({ code: 2, err: expect.stringContaining('trop gros') });
  });

  test('a key that is none, or of another algorithm', async () => {
    expect(await verify(receipt, '--cle', 'abcd')).toMatchObject({ code: 2, out: '' });
    const rsa = join(folder, 'rsa.pem');
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(rsa, publicKey.export({ format: 'pem', type: 'spki' }));
    expect(await verify(receipt, '--cle', rsa)).toMatchObject({ code: 2, out: '' });
  });

  test('--aide is not an error', async () => {
    expect(await verify('--aide')).toMatchObject({ code: 0, out: expect.stringContaining('Usage') });
  });
});

test('a forged receipt cannot drive the terminal nor reverse what is read', async () => {
  const value = { ...NOM, valeur: 'Éloïse\u001b[2J\u001b]0;titre\u0007\nAUTHENTIQUE\u202etxet\u2028' };
  const contenu = { ...sampleEntry.contenu, organisation: 'Ville\u202e\u001b[31m', empreintes: [saltedDigest(value)] };
  const forged = sampleReceipt({
    entry: { ...sampleEntry, contenu },
    disclosures: [{ ...value, path: '/empreintes/0' }],
  });
  const file = join(folder, 'force.json');
  await writeFile(file, receiptFile(forged));
  const { code, out } = await verify(file);
  expect(code).toBe(0);
  expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  expect(out).not.toMatch(/^AUTHENTIQUE/m);
});

describe('bundled', () => {
  let verifier: string;
  let inputs: string[];
  let externals: string[];
  let text: string;

  beforeAll(async () => {
    verifier = join(folder, 'parvis-verify.mjs');
    const { metafile, outputFiles } = await build({
      stdin: {
        contents: `import { verifyCommand } from './src/cli/verify.ts';
          const { stdout, stderr } = process;
          process.exitCode = await verifyCommand(process.argv.slice(2),
            { stdout: (text) => stdout.write(text), stderr: (text) => stderr.write(text) });`,
        resolveDir: ROOT,
      },
      absWorkingDir: ROOT,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    inputs = Object.keys(metafile.inputs);
    externals = Object.values(metafile.inputs).flatMap((input) =>
      input.imports.filter((i) => i.external).map((i) => i.path),
    );
    text = outputFiles[0]?.text ?? '';
    await writeFile(verifier, text);
  });

  test('holds nothing but the command, the pure domain and the values', () => {
    for (const input of inputs)
      expect(input).toMatch(/^(<stdin>|src\/cli\/verify\.ts|src\/(modules\/journal\/domain|values)\/.*)$/);
    for (const external of externals) expect(external).toMatch(/^node:(crypto|fs\/promises|util)$/);
    expect(text).not.toContain('Temporal');
  });

  test.each([
    ['authentic', () => [receipt, '--cle', keyId], 0],
    ['not', () => [tampered], 1],
    ['unreadable', () => [join(folder, 'absent')], 2],
  ])('exits as promised: %s', async (_, args, expected) => {
    const code = await new Promise((resolve) => {
      execFile(process.execPath, [verifier, ...args()], { cwd: folder }, (error) => resolve(error ? error.code : 0));
    });
    expect(code).toBe(expected);
  });
});
