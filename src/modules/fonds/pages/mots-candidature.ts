import type { Ton } from '../../../platform/html/index.ts';
import { capitalized } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import { distance, isEchue, type Recevabilite, seuilAtteint } from '../domain/echeances.ts';
import type { LigneCandidature } from '../storage/liste-candidatures.ts';

/** How the state of a request is shown. */

export const TONS_CANDIDATURE: Readonly<Record<StatutCandidature, Ton>> = {
  deposee: 'neutre',
  en_instruction: 'info',
  acceptee: 'succes',
  refusee: 'erreur',
  sans_suite: 'neutre',
};

const RECEVABLES = { recevable: 'Recevable', irrecevable: 'Irrecevable' } as const;

export function recevabiliteEnMots({
  recevabilite,
  recevabilitePar,
}: Pick<LigneCandidature, 'recevabilitePar'> & { readonly recevabilite: Recevabilite | null }): string {
  if (recevabilite === null) return 'À examiner';
  return recevabilitePar === 'silence' ? `${RECEVABLES[recevabilite]} par silence` : RECEVABLES[recevabilite];
}

/** Its distance, and how much it presses. */
export function urgence(le: Jour, aujourdhui: Jour): { readonly text: string; readonly ton: Ton } {
  const seuil = seuilAtteint(le, aujourdhui);
  const pressing = isEchue(le, aujourdhui) ? 'erreur' : seuil === 7 ? 'attention' : seuil === 30 ? 'info' : 'neutre';
  return { text: capitalized(distance(le, aujourdhui)), ton: pressing };
}
