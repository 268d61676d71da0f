import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps a secret in the database so that a copy of the database does not give it away. */
export type Seal = {
  seal(text: string): Buffer;
  /** @returns undefined when it was altered, or sealed under another secret or for another purpose */
  open(sealed: Uint8Array): string | undefined;
  /** The same for the same text, and nothing to whoever lacks the secret: to count without knowing. */
  digest(text: string): Buffer;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key derived from the installation's secret (HKDF, RFC 5869); one key a purpose. */
export function makeSeal(secret: string, purpose: string): Seal {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `parvis ${purpose} ${use}`, 32));
  const [key, digestKey] = [derive('seal'), derive('digest')];
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
      } catch {
        return undefined;
      }
    },
    digest: (text) => createHmac('sha256', digestKey).update(text).digest(),
  };
}
