import { NBSP } from '../../../values/french.ts';
import {
  inEuros,
  type Montant,
  maxMontant,
  minMontant,
  multiplyMontant,
  subtractMontants,
  ZERO,
} from '../../../values/montant.ts';
import { formatPercent, type Ratio } from '../../../values/ratio.ts';
import { type Solde, solderSubvention } from './versements.ts';

export type Compte = {
  readonly subventionMax: Montant;
  readonly taux: Ratio;
  readonly depenseReelle: Montant;
  /** Other public aids, as they were really received. */
  readonly autresAides: Montant;
  readonly dejaVerse: Montant;
};

export type CompteFinal = Solde & {
  /** How it was found, one sentence a step. */
  readonly explication: readonly string[];
};

/**
 * The final account, explained: the rate on what was spent, within the maximum of the decision (art. 8, 3°), and all
 * public aids within what was spent (art. 10, III and 14, 2°).
 */
export function etablirCompteFinal({
  subventionMax,
  taux,
  depenseReelle,
  autresAides,
  dejaVerse,
}: Compte): CompteFinal {
  const laisse = maxMontant(ZERO, subtractMontants(depenseReelle, autresAides));
  const plafond = minMontant(subventionMax, laisse);
  const solde = solderSubvention({ subventionMax: plafond, taux, depenseReelle, dejaVerse });
  const calcule = multiplyMontant(depenseReelle, taux, 'down');
  const explication = [
    `${formatPercent(taux, 4)} de la dépense réelle de ${inEuros(depenseReelle)}${NBSP}: ${inEuros(calcule)}.`,
    ...(calcule > subventionMax ? [`La décision ne va pas au-delà de ${inEuros(subventionMax)} (art. 8).`] : []),
    ...(laisse < minMontant(calcule, subventionMax)
      ? [`Les autres aides publiques laissent ${inEuros(laisse)} de dépense à financer (art. 10, III).`]
      : []),
    `Subvention finale${NBSP}: ${inEuros(solde.subventionFinale)}. Déjà versé${NBSP}: ${inEuros(dejaVerse)}.`,
    issueOf(solde),
  ];
  return { ...solde, explication };
}

function issueOf({ solde, reversement }: Solde): string {
  if (solde > 0) return `Il reste à verser un solde de ${inEuros(solde)}.`;
  if (reversement > 0) return `Le bénéficiaire a trop reçu${NBSP}: il reverse ${inEuros(reversement)} (art. 14).`;
  return 'Il ne reste rien à verser ni à reverser.';
}
