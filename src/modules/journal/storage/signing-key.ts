import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyIdOf, publicKeyHex } from '../domain/head.ts';

export type SigningKey = {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  /** Hexadecimal of its DER. */
  readonly publicKey: string;
  /** True when the file did not exist: this key signs for the first time. */
  readonly isNew: boolean;
  /** True when other users of the machine may read the file. */
  readonly isExposed: boolean;
};

/**
 * The key that signs the heads: the PEM file at `path`, made at first use, readable by its owner only. Killed anywhere,
 * it leaves no half key; of two processes that start together, both end with the same key.
 *
 * @throws Error when the file holds anything else than an Ed25519 private key
 */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const known = await readKey(path);
  if (known) return describe(known, path, false);
  const made = await createKey(path);
  const key = await readKey(path);
  if (!key) throw new Error(`La clé de signature du journal a disparu\u00a0: ${path}`);
  return describe(key, path, made);
}

async function describe(privateKey: KeyObject, path: string, isNew: boolean): Promise<SigningKey> {
  const publicKey = publicKeyHex(privateKey);
  const isExposed = process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0;
  return { privateKey, publicKey, keyId: keyIdOf(publicKey), isNew, isExposed };
}

async function readKey(path: string): Promise<KeyObject | undefined> {
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Falls through: OpenSSL's own message could quote the file.
  }
  throw new Error(`Ce fichier n’est pas une clé privée Ed25519 au format PEM\u00a0: ${path}`);
}

/** @returns false when another process made it first */
async function createKey(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Not the process id: in containers that share a volume, everybody is process 1.
  const partial = `${path}.${randomUUID()}.partial`;
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeDurably(partial, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  try {
    // A link and not a rename: a rename would replace the key of a process that was faster.
    await link(partial, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(partial);
    await syncFolder(dirname(path));
  }
}

async function writeDurably(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name itself outlive a power cut. Windows does it alone and cannot open a folder. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
