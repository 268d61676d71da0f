import type { CustomFetch } from 'openid-client';

/** An answer longer than any that an identity provider has a reason to give. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** In bytes, once decompressed: some twenty times the largest honest answer. */
const LARGEST_ANSWER = 64 * 1024;

/**
 * `fetch` that reads the whole answer at once, up to a limit counted after decompression: a gzip bomb stops there. The
 * signal of the caller bounds the body too, so an answer that drips ends with the others.
 *
 * @throws AnswerTooLarge
 */
export const boundedFetch: CustomFetch = async (url, options) => {
  const response = await fetch(url, { ...options, body: options.body ?? null } as RequestInit);
  const body = await readAtMost(response, LARGEST_ANSWER);
  return new Response(body.length > 0 ? body : null, { status: response.status, headers: response.headers });
};

async function readAtMost(response: Response, limit: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > limit) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
