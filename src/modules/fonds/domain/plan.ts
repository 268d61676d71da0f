import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { inEuros, type Montant, sumMontants } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { plafondAcomptes, plafondAvance } from './versements.ts';

export type NatureVersement = 'avance' | 'acompte' | 'solde';

export const NATURES: Readonly<Record<NatureVersement, string>> = {
  avance: 'Avance',
  acompte: 'Acompte',
  solde: 'Solde',
};

/** One payment of a plan. */
export type LignePlan = {
  readonly nature: NatureVersement;
  readonly montant: Montant;
  /** What must be shown for it to be paid: « Factures acquittées ». */
  readonly condition: string;
  readonly prevuLe: Jour;
};

export type Plan = {
  /** In the order in which they are paid. */
  readonly lignes: readonly LignePlan[];
  readonly subventionMax: Montant;
  readonly dureeMois: number;
  /** A first-demand guarantee covers the advance. */
  readonly garantie: boolean;
  /** What an avenant cannot take back: payments that are owed or made. */
  readonly acquis?: readonly Pick<LignePlan, 'nature' | 'montant'>[];
};

/** By what has to be corrected; `plan`: what is wrong with the whole. */
export type ErreursConvention = {
  readonly signeeLe?: string;
  readonly signeLe?: string;
  readonly finPrevue?: string;
  readonly plan?: string;
};

/** A plan adds up to the subvention, ends with its balance, and keeps within the law (décret n° 2018-514, art. 12). */
export function checkPlan({ lignes, subventionMax, dureeMois, garantie, acquis = [] }: Plan): Result<void> {
  if (lignes.at(-1)?.nature !== 'solde') return refuse('Le plan se termine par un solde.');
  const toutes = [...acquis, ...lignes];
  if (toutes.filter(({ nature }) => nature === 'solde').length > 1) return refuse('Le plan n’a qu’un solde.');
  if (toutes.slice(1).some(({ nature }) => nature === 'avance')) {
    return refuse('L’avance est unique, et vient en premier.');
  }
  if (lignes.some((ligne, index) => index > 0 && ligne.prevuLe < (lignes[index - 1]?.prevuLe ?? ligne.prevuLe))) {
    return refuse('Les versements se suivent dans l’ordre de leurs dates.');
  }
  const total = totalOf(toutes);
  if (total !== subventionMax) {
    return refuse(
      `Les versements totalisent ${inEuros(total)}${NBSP}: la subvention est de ${inEuros(subventionMax)}.`,
    );
  }
  const avance = plafondAvance(subventionMax, garantie);
  if (totalOf(toutes.filter(({ nature }) => nature === 'avance')) > avance) {
    return refuse(
      `L’avance est au plus de ${inEuros(avance)}${NBSP}: 30 % de la subvention, 60 % avec une garantie à première ` +
        'demande (décret n° 2018-514, art. 12, II).',
    );
  }
  const acomptes = plafondAcomptes(subventionMax, dureeMois);
  if (totalOf(toutes.filter(({ nature }) => nature !== 'solde')) > acomptes) {
    return refuse(
      `L’avance et les acomptes sont au plus de ${inEuros(acomptes)}${NBSP}: 80 % de la subvention, 90 % pour un ` +
        'projet de plus de 48 mois (décret n° 2018-514, art. 12, III).',
    );
  }
  return ok(undefined);
}
const totalOf = (lignes: readonly { readonly montant: Montant }[]) => sumMontants(lignes.map(({ montant }) => montant));
