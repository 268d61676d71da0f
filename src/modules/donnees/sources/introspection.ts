import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { reposApres429 } from '../domain/repos.ts';
import type { Retenue } from '../use-cases/retenue.ts';
import { getBounded } from './http.ts';

/** What a token opens, as the provider itself says. */
export type Introspection =
  | { readonly type: 'lue'; readonly scopes: readonly string[] }
  /** Unknown, over, or taken back. */
  | { readonly type: 'refusee' }
  /** Nothing is known: no answer, or one that cannot be read. */
  | { readonly type: 'injoignable' };

export type Verificateur = {
  readonly introspecter: (jeton: string) => Promise<Introspection>;
  /** `ailleurs`: somebody answers at that address, who is not the provider. */
  readonly joindre: () => Promise<'oui' | 'ailleurs' | 'non'>;
};

const TIMEOUT_MS = 5000;
const answer = z.object({ scopes: z.array(z.string().max(200)).max(500) });

/** `GET /api/introspect`. The token is in the address, as the provider wants it: nothing of the call is ever logged. */
export function verificateurDeJetons(options: {
  readonly baseUrl: string;
  readonly retenue: Retenue;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}): Verificateur {
  const { baseUrl, retenue, clock, timeoutMs = TIMEOUT_MS } = options;
  return {
    async introspecter(jeton) {
      const permission = await retenue.demander('introspection', digestOf(jeton));
      if (!permission.accorde) return { type: 'injoignable' };
      const reponse = await getBounded({
        url: `${baseUrl}/api/introspect?token=${encodeURIComponent(jeton)}`,
        timeoutMs,
      });
      if (reponse?.status === 429) {
        await retenue.reposer('tous', reposApres429(reponse.entetes, clock.now().epochMilliseconds / 1000));
      }
      if (reponse?.status === 401 || reponse?.status === 403 || reponse?.status === 404) return { type: 'refusee' };
      const read = reponse?.status === 200 ? answer.safeParse(parseJson(reponse.text)) : undefined;
      return read?.success ? { type: 'lue', scopes: read.data.scopes } : { type: 'injoignable' };
    },
    async joindre() {
      const reponse = await getBounded({ url: `${baseUrl}/api/ping`, timeoutMs });
      if (reponse?.status === 200) return 'oui';
      return reponse && reponse.status >= 400 && reponse.status < 500 && reponse.status !== 429 ? 'ailleurs' : 'non';
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same as that of the calls: one token, one budget. */
function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}
