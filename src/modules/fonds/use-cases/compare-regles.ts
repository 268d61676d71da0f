import { setImmediate } from 'node:timers/promises';
import type { CollectiviteConnue } from '../collectivites.ts';
import { type Comparaison, comparer, type Jugee } from '../domain/comparaison.ts';
import type { ReglesOuvertes } from '../eligibilite.ts';

/** Then whoever else asks is answered: a few milliseconds of judgements. */
const SLICE = 200;

/**
 * Judges every local authority of France under two versions of the rules. Who cannot be judged for want of a fact is not eligible.
 */
export async function compareRegles(
  collectivites: readonly CollectiviteConnue[],
  avant: ReglesOuvertes,
  apres: ReglesOuvertes,
): Promise<Comparaison<CollectiviteConnue>> {
  const jugees: Jugee<CollectiviteConnue>[] = [];
  for (const collectivite of collectivites) {
    if (jugees.length % SLICE === 0) await setImmediate();
    const { pourRegles } = collectivite;
    const before = avant.estEligible(pourRegles) ?? false;
    jugees.push({ collectivite, avant: before, apres: apres.estEligible(pourRegles) ?? false });
  }
  return comparer(jugees);
}
