/** What an answer of API Particulier means for us, whatever its HTTP status. */
export type Issue =
  | { readonly type: 'obtenue'; readonly body: unknown }
  /** The administration does not know this person, or has nothing for them: never a refusal, never « zero ». */
  | { readonly type: 'absente' }
  /** Temporary: the same request may pass later. `retryAfterSeconds` when the provider says when. */
  | { readonly type: 'indisponible'; readonly retryAfterSeconds?: number }
  /** The same request is already running: wait and ask once more. */
  | { readonly type: 'en_cours' }
  /** Our configuration or our token is wrong: somebody must be alerted, retrying is useless. */
  | { readonly type: 'refusee' };

/** An HTTP answer, read and bounded, or nothing when there was none in time. */
export type ReponseHttp =
  | { readonly status: number; readonly retryAfter: string | null; readonly text: string }
  | undefined;

/**
 * The error table of API Particulier v3. The key is status and code together: the same code means « not authorised »
 * under 403 and « not available » under 504, and 35003 hides a technical failure under a 404.
 */
export function issueOf(reponse: ReponseHttp): Issue {
  if (!reponse) return { type: 'indisponible' };
  const body = parseJson(reponse.text);
  const error = firstError(body);
  switch (reponse.status) {
    case 200:
      return isObject(body) && isObject(body['data']) && !error ? { type: 'obtenue', body } : { type: 'indisponible' };
    case 404:
      if (!error?.code) return { type: 'indisponible' };
      return error.code === '35003' && error.title === 'Erreur inattendue'
        ? { type: 'indisponible' }
        : { type: 'absente' };
    case 409:
      return { type: 'en_cours' };
    case 401:
    case 403:
      return { type: 'refusee' };
    case 422:
      // 00391: several people match; the usager has a document, the data base cannot choose.
      return error?.code === '00391' ? { type: 'absente' } : { type: 'refusee' };
    case 429:
      return { type: 'indisponible', retryAfterSeconds: retryAfterOf(reponse.retryAfter) };
    default:
      return { type: 'indisponible' };
  }
}

function firstError(body: unknown): { code: string; title: string } | undefined {
  const errors = isObject(body) ? body['errors'] : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (!isObject(first)) return undefined;
  return { code: String(first['code'] ?? ''), title: String(first['title'] ?? '') };
}

/** Seconds to stay away. Without a readable header: a minute, since insisting gets the address banned for 12 hours. */
function retryAfterOf(header: string | null): number {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 12 * 3600) : 60;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
