import type { Clock } from '../../../platform/clock.ts';

/**
 * What a register answered a moment ago, in the memory of this process. Two askers of the same thing at once share one
 * question: API Entreprise refuses the second (409).
 *
 * In memory rather than in PostgreSQL: the shared limits already protect the registers from all processes together, one
 * question a process and an hour is nothing, and what is not written needs no purge. Keys are public numbers (SIRET,
 * RNA, postcode). What people type to find an address is never a key, not even as a digest: addresses are few enough to
 * try them all.
 */
export function makeMemoire<R>(clock: Clock, { dureeSecondes }: { readonly dureeSecondes: number }) {
  const known = new Map<string, { readonly reponse: Promise<R>; readonly until: Temporal.Instant }>();
  return async (cle: string, demander: () => Promise<R>, garder: (reponse: R) => boolean): Promise<R> => {
    const now = clock.now();
    const hit = known.get(cle);
    if (hit && Temporal.Instant.compare(now, hit.until) < 0) return hit.reponse;
    const reponse = demander();
    known.delete(cle);
    known.set(cle, { reponse, until: now.add({ seconds: dureeSecondes }) });
    const oldest = known.keys().next().value;
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    const forget = () => {
      if (known.get(cle)?.reponse === reponse) known.delete(cle);
    };
    try {
      const answer = await reponse;
      if (!garder(answer)) forget();
      return answer;
    } catch (error) {
      forget();
      throw error;
    }
  };
}

const KEPT = 1000;
