import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Blobs } from '../../../platform/blobs/blobs.ts';
import { NotFound } from '../../../platform/errors.ts';
import { ok } from '../../../values/result.ts';

/** Files by their content, for as long as the test runs. What people send is received, whatever it says it is. */
export type BlobsEnMemoire = Blobs & { readonly files: ReadonlyMap<string, Buffer> };

export function blobsEnMemoire(): BlobsEnMemoire {
  const files = new Map<string, Buffer>();
  async function keep(source: Readable) {
    const content = await buffer(source);
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.set(sha256, content);
    return { sha256, size: content.length };
  }
  return {
    files,
    keep,
    async receive(source: Readable, { fileName, declaredType }: { fileName: string; declaredType: string }) {
      return ok({ ...(await keep(source)), fileName, mediaType: declaredType, analyse: 'sain' });
    },
    size: async (sha256: string) => files.get(sha256)?.length,
    async open(sha256: string) {
      const content = files.get(sha256);
      if (!content) throw new NotFound('Ce fichier n’existe pas.');
      return Readable.from([content]);
    },
  } as unknown as BlobsEnMemoire;
}
