import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** By what has to be corrected; `statut`: the subvention is no longer where the action needs it. */
export type ErreursDecision = {
  readonly statut?: string;
  readonly decideeLe?: string;
  readonly commencerAvant?: string;
};

/** The dates of a decision follow each other (décret n° 2018-514, art. 8). */
export function checkDecision(dates: {
  readonly demandeRecue: Jour;
  readonly finPrevue: Jour;
  readonly decideeLe: Jour;
  readonly commencerAvant: Jour | null;
}): Result<void, ErreursDecision> {
  const { demandeRecue, finPrevue, decideeLe, commencerAvant } = dates;
  if (decideeLe < demandeRecue) {
    return refuse({ decideeLe: `La demande a été reçue le ${formatJour(demandeRecue)} : la décision vient après.` });
  }
  if (commencerAvant !== null && commencerAvant < decideeLe) {
    return refuse({ commencerAvant: 'La date limite pour commencer vient après la décision.' });
  }
  if (commencerAvant !== null && commencerAvant > finPrevue) {
    return refuse({ commencerAvant: `Le projet s’achève le ${formatJour(finPrevue)} : il commence avant.` });
  }
  return ok(undefined);
}
