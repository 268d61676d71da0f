import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Blobs } from '../../../platform/blobs/blobs.ts';
import { NotFound } from '../../../platform/errors.ts';

/** Files by their content, for as long as the test runs. What receives what people send is not there. */
export type BlobsEnMemoire = Blobs & { readonly files: ReadonlyMap<string, Buffer> };

export function blobsEnMemoire(): BlobsEnMemoire {
  const files = new Map<string, Buffer>();
  return {
    files,
    async keep(source: AsyncIterable<Uint8Array>) {
      const content = await buffer(source);
      const sha256 = createHash('sha256').update(content).digest('hex');
      files.set(sha256, content);
      return { sha256, size: content.length };
    },
    async open(sha256: string) {
      const content = files.get(sha256);
      if (!content) throw new NotFound('Ce fichier n’existe pas.');
      return Readable.from([content]);
    },
  } as unknown as BlobsEnMemoire;
}
