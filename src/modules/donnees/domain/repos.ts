/** What the headers of an answer ask of us: to leave everybody alone for a while. */
export type Entetes = { get(nom: string): string | null };

/** Without a readable header: a minute, since insisting after a 429 gets the address banned for 12 hours. */
const WITHOUT_WORD = 60;
const LONGEST = 12 * 3600;

/**
 * Seconds to stay silent after a 429: `Retry-After`, in seconds or as a date, else `RateLimit-Reset`.
 *
 * @param nowSeconds unix seconds
 */
export function reposApres429(entetes: Entetes, nowSeconds: number): number {
  return retryAfter(entetes, nowSeconds) ?? untilReset(entetes, nowSeconds) ?? WITHOUT_WORD;
}

/**
 * Seconds to stay silent after an answer that went well but says that it was the last one of its window.
 *
 * @returns undefined when questions remain
 */
export function reposAnnonce(entetes: Entetes, nowSeconds: number): number | undefined {
  const remaining = entetes.get('ratelimit-remaining');
  if (remaining === null || !/^\s*-?\d+\s*$/.test(remaining) || Number(remaining) > 0) return undefined;
  return untilReset(entetes, nowSeconds) ?? 1;
}

function retryAfter(entetes: Entetes, nowSeconds: number): number | undefined {
  const header = entetes.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(header)) return bounded(Number(header));
  const date = Date.parse(header);
  return header !== '' && Number.isFinite(date) ? bounded(date / 1000 - serverNow(entetes, nowSeconds)) : undefined;
}

function untilReset(entetes: Entetes, nowSeconds: number): number | undefined {
  const header = entetes.get('ratelimit-reset')?.trim() ?? '';
  if (!/^\d+$/.test(header)) return undefined;
  const value = Number(header);
  // A unix time at API Particulier; some gateways of the same family send a number of seconds.
  return bounded(value > 1_000_000_000 ? value - serverNow(entetes, nowSeconds) : value);
}

/** Their clock when they say it: ours may be wrong by minutes. */
function serverNow(entetes: Entetes, nowSeconds: number): number {
  const date = Date.parse(entetes.get('date') ?? '');
  return Number.isFinite(date) ? date / 1000 : nowSeconds;
}

/** At least a second: a window that ends now may have begun again. */
function bounded(seconds: number): number {
  return Math.min(Math.max(Math.ceil(seconds), 1), LONGEST);
}
