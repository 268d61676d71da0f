import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** Why a subvention lapses: its project did not begin, or did not end, by the dates of its decision. */
export type CauseCaducite = 'non_commencee' | 'non_achevee';

/** Décret n° 2018-514 leaves both dates to the decision (art. 8): until they have passed, nothing lapses. */
export function checkCaducite(
  cause: CauseCaducite,
  dates: {
    readonly commencement: Jour | null;
    readonly commencerAvant: Jour | null;
    readonly finPrevue: Jour;
    readonly aujourdhui: Jour;
  },
): Result<void> {
  const { commencement, commencerAvant, finPrevue, aujourdhui } = dates;
  if (cause === 'non_commencee' && commencement) {
    return refuse(`Le projet a commencé le ${formatJour(commencement)}.`);
  }
  const limite = cause === 'non_commencee' ? commencerAvant : finPrevue;
  if (limite === null) return refuse('La décision ne fixe pas de date pour commencer.');
  if (aujourdhui > limite) return ok(undefined);
  const quoi = cause === 'non_commencee' ? 'commencer' : 's’achever';
  return refuse(`Le projet peut ${quoi} jusqu’au ${formatJour(limite)}${NBSP}: la subvention n’est pas caduque.`);
}
