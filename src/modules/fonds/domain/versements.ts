import {
  type Montant,
  maxMontant,
  minMontant,
  multiplyMontant,
  subtractMontants,
  ZERO,
} from '../../../values/montant.ts';
import { percent, type Ratio } from '../../../values/ratio.ts';

/** What may be paid of a State grant, and when: décret n° 2018-514, art. 12 and 14. Parts are cut to the cent below. */

/** Most of an advance: 30 % of the maximum grant, 60 % with a first-demand guarantee (art. 12, II). */
export function plafondAvance(subventionMax: Montant, garantie: boolean): Montant {
  return multiplyMontant(subventionMax, percent(garantie ? 60 : 30), 'down');
}

/** Months beyond which instalments may go further (art. 12, III). */
const PROJET_LONG = 48;

/** Most of the advance and the instalments together: 80 %, 90 % for a project of more than 48 months (art. 12, III). */
export function plafondAcomptes(subventionMax: Montant, dureeMois: number): Montant {
  return multiplyMontant(subventionMax, percent(dureeMois > PROJET_LONG ? 90 : 80), 'down');
}

/** What can be paid of an instalment that is asked for: the rest waits for the balance. */
export function acomptePayable(acompte: {
  readonly subventionMax: Montant;
  readonly dejaVerse: Montant;
  readonly demande: Montant;
  readonly dureeMois: number;
}): Montant {
  const room = subtractMontants(plafondAcomptes(acompte.subventionMax, acompte.dureeMois), acompte.dejaVerse);
  return maxMontant(ZERO, minMontant(acompte.demande, room));
}

export type Solde = {
  /** The rate applied to what was really spent, never beyond the maximum of the decision (art. 8, 3°). */
  readonly subventionFinale: Montant;
  /** Still owed to the beneficiary. */
  readonly solde: Montant;
  /** Owed by the beneficiary, who received too much (art. 14). */
  readonly reversement: Montant;
};

/** The final account of a project. Of `solde` and `reversement`, one at least is zero. */
export function solderSubvention(projet: {
  readonly subventionMax: Montant;
  readonly taux: Ratio;
  readonly depenseReelle: Montant;
  readonly dejaVerse: Montant;
}): Solde {
  const due = multiplyMontant(projet.depenseReelle, projet.taux, 'down');
  const subventionFinale = minMontant(due, projet.subventionMax);
  const difference = subtractMontants(subventionFinale, projet.dejaVerse);
  return {
    subventionFinale,
    solde: maxMontant(ZERO, difference),
    reversement: maxMontant(ZERO, subtractMontants(ZERO, difference)),
  };
}
