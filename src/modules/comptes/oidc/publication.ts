import * as oidc from 'openid-client';
import { boundedFetch } from './bounded-fetch.ts';

/** What a provider publishes about itself: its addresses, and the keys with which it signs. */
export type Publication = {
  readonly metadata: oidc.ServerMetadata;
  /** Its JWKS, as received. */
  readonly keys: string;
  readonly readAt: number;
};

export type Publications = {
  current(): Promise<Publication>;
  /**
   * Another reading than `stale`, which failed to explain a signature. FranceConnect's key identifiers are constant:
   * nothing announces that a key changed. Whoever else has renewed it meanwhile has done it for us.
   */
  renew(stale: Publication): Promise<Publication>;
};

/** Seconds. FranceConnect lets both documents be cached as long. */
const FRESH = 600;

type PublicationOptions = { readonly issuer: string; readonly clientId: string; readonly timeoutSeconds: number };

export function publicationsOf(options: PublicationOptions): Publications {
  let known: Promise<Publication> | undefined;
  const read = () => {
    const reading = readPublication(options);
    known = reading;
    // A failure is not remembered: the next sign-in tries again.
    reading.catch(() => {
      if (known === reading) known = undefined;
    });
    return reading;
  };
  const current = async () => {
    const publication = await (known ?? read());
    return performance.now() - publication.readAt < FRESH * 1000 ? publication : read();
  };
  return {
    current,
    async renew(stale) {
      const publication = await current();
      return publication === stale ? read() : publication;
    },
  };
}

async function readPublication({ issuer, clientId, timeoutSeconds }: PublicationOptions): Promise<Publication> {
  const insecure = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  const configuration = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
    execute: insecure,
    timeout: timeoutSeconds,
    [oidc.customFetch]: boundedFetch,
  });
  const metadata = configuration.serverMetadata();
  return { metadata, keys: await readKeys(metadata.jwks_uri, timeoutSeconds), readAt: performance.now() };
}

/** Keys that cannot be read must not replace keys that could: the reading fails as a whole. */
async function readKeys(address: string | undefined, timeoutSeconds: number): Promise<string> {
  if (!address) throw new TypeError('the provider publishes no address for its keys');
  const response = await boundedFetch(address, {
    method: 'GET',
    headers: { accept: 'application/json' },
    body: undefined,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  const text = await response.text();
  if (response.status !== 200 || !isKeySet(text)) throw new TypeError('the provider publishes no readable keys');
  return text;
}

function isKeySet(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'keys' in read && Array.isArray(read.keys);
  } catch {
    return false;
  }
}
