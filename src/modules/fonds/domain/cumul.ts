import type { CodeDepartement } from '../../../values/code-departement.ts';
import {
  type Montant,
  maxMontant,
  multiplyMontant,
  subtractMontants,
  sumMontants,
  ZERO,
} from '../../../values/montant.ts';
import { percent, type Ratio } from '../../../values/ratio.ts';

/** How far public aids may add up for one project. */

/** What the aids exceed the eligible cost by: all together they never do (décret n° 2018-514, art. 10, III). */
export function depassement(depenseSubventionnable: Montant, aides: readonly Montant[]): Montant {
  return maxMontant(ZERO, subtractMontants(sumMontants(aides), depenseSubventionnable));
}

/** The part that the maître d’ouvrage pays at least of the public financing (CGCT, art. L1111-10, III). */
const PART_MINIMALE = percent(20);

/** Guadeloupe, Martinique, Guyane, La Réunion, Saint-Pierre-et-Miquelon, Mayotte, Saint-Barthélemy, Saint-Martin. */
const EXEMPTES: ReadonlySet<string> = new Set(['971', '972', '973', '974', '975', '976', '977', '978']);

/**
 * The least that the maître d’ouvrage pays itself. Private money is outside of the base. The law and the prefect know
 * other parts (30 % where it leads, derogations below 20 %): the dispositif says which.
 *
 * @param financementPublic public aids and its own part together
 */
export function participationMinimale(
  financementPublic: Montant,
  departement: CodeDepartement | string,
  part: Ratio = PART_MINIMALE,
): Montant {
  return EXEMPTES.has(departement) ? ZERO : multiplyMontant(financementPublic, part, 'up');
}
