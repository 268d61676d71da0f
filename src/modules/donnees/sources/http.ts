import type { ReponseHttp } from '../domain/issue.ts';

/** Largest body that we read, in characters. The longest real answer is some 3 000. */
const BODY_LIMIT = 100_000;

/** Nothing that a provider does may throw here: no answer in time, or too long a one, is no answer. */
export async function getBounded(url: string, bearer: string, timeoutMs: number): Promise<ReponseHttp> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const text = await readBounded(response);
    return text === undefined
      ? undefined
      : { status: response.status, retryAfter: response.headers.get('retry-after'), text };
  } catch {
    return undefined;
  }
}

async function readBounded(response: Response): Promise<string | undefined> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > BODY_LIMIT) return undefined;
  }
  return text + decoder.decode();
}
