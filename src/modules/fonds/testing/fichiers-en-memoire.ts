import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Blobs } from '../../../platform/blobs/blobs.ts';
import { ok } from '../../../values/result.ts';

/** A store of files that forgets: kept in memory, by content, whatever they say they are. */
export function fichiersEnMemoire(): { readonly files: ReadonlyMap<string, Buffer>; readonly blobs: Blobs } {
  const files = new Map<string, Buffer>();
  async function keep(source: Readable) {
    const content = await buffer(source);
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.set(sha256, content);
    return { sha256, size: content.length };
  }
  const blobs = {
    keep,
    async receive(stream: Readable, { fileName, declaredType }: { fileName: string; declaredType: string }) {
      return ok({ ...(await keep(stream)), fileName, mediaType: declaredType, analyse: 'sain' });
    },
    size: async (sha256: string) => files.get(sha256)?.length,
    open: async (sha256: string) => Readable.from([files.get(sha256) ?? Buffer.alloc(0)]),
  };
  return { files, blobs: blobs as unknown as Blobs };
}
