import type { ReponseHttp } from '../domain/issue.ts';

export type RequeteHttp = {
  readonly url: string;
  readonly entetes?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Nobody waits for the answer once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Largest body that is read, in bytes once decompressed: a small gzip may hide a huge text. */
  readonly maxBytes?: number;
};

/** The longest real answer of API Particulier is some 3 kB. */
const BODY_LIMIT = 100_000;

/** Nothing that a provider does may throw here: no answer in time, or too long a one, is no answer. */
export async function getBounded({
  url,
  entetes,
  timeoutMs,
  signal,
  maxBytes = BODY_LIMIT,
}: RequeteHttp): Promise<ReponseHttp> {
  try {
    const limit = AbortSignal.timeout(timeoutMs);
    // The signal covers the body too: an answer that drips is cut at the same instant.
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...entetes },
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
      redirect: 'error',
    });
    const text = await readBounded(response, maxBytes);
    return text === undefined ? undefined : { status: response.status, entetes: response.headers, text };
  } catch {
    return undefined;
  }
}

/** Leaving the loop cancels the body: the connection is dropped, and what remains is never decompressed. */
async function readBounded(response: Response, maxBytes: number): Promise<string | undefined> {
  let text = '';
  let size = 0;
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
