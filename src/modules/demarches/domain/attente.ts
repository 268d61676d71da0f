import { capitalize, NBSP } from '../../../values/french.ts';
import type { EtatSource, EtatSources } from './prefill.ts';

export type Attente = EtatSource & { readonly attendueJusqua: string };

/**
 * What a draft keeps of a source that is still being asked: at once the end that it has if nothing comes, « no answer in
 * time ». If the process that waits is killed, nothing has to be mended: once the instant is past, that end is true.
 *
 * @param nom « la CAF ou la MSA »
 */
export function attendre(
  nom: string,
  { le, jusqua }: { readonly le: Temporal.Instant; readonly jusqua: Temporal.Instant },
): Attente {
  return { ...sansReponse(nom, le), attendueJusqua: jusqua.toString() };
}

/** Nothing came in time. */
export function sansReponse(nom: string, le: Temporal.Instant): EtatSource {
  return {
    etat: 'indisponible',
    phrase: `${capitalize(nom)} ne répond pas pour le moment. Indiquez vous-même ces informations${NBSP}; votre demande n’attendra pas.`,
    cause: 'hors_delai',
    le: le.toString({ smallestUnit: 'second' }),
  };
}

/** An answer may still come. */
export function estAttendue({ attendueJusqua }: EtatSource, now: Temporal.Instant): boolean {
  return attendueJusqua !== undefined && Temporal.Instant.compare(now, attendueJusqua) < 0;
}

/** Sources whose answer is not in the draft: what a page that shows it cannot show. */
export function nonArrivees(sources: EtatSources): readonly string[] {
  return Object.entries(sources).flatMap(([id, { attendueJusqua }]) => (attendueJusqua === undefined ? [] : [id]));
}
