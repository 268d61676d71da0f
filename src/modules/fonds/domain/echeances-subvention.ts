import { compareJours, type Jour } from '../../../values/jour.ts';
import type { NatureVersement } from './plan.ts';
import type { StatutSubvention } from './subvention.ts';
import type { StatutVersement } from './versement.ts';

/** Of a subvention: the project begins, each payment is proved, the project ends. */
export type QuelleEcheanceDeSubvention = 'commencement' | 'versement' | 'fin';

export type EcheanceDeSubvention = {
  readonly quoi: QuelleEcheanceDeSubvention;
  readonly le: Jour;
  /** When it was done; null while it is not. */
  readonly faiteLe: Jour | null;
  /** Nobody waits for it any more: it was done, or the subvention ended without it. */
  readonly attendue: boolean;
  /** Of a payment. */
  readonly versement?: { readonly rang: number; readonly nature: NatureVersement };
};

/** What the clock of a subvention looks at. */
export type EtatDesEcheances = {
  readonly statut: StatutSubvention;
  readonly commencement: Jour | null;
  readonly commencerAvant: Jour | null;
  readonly finPrevue: Jour;
  readonly soldeeLe: Jour | null;
};

export type VersementAttendu = {
  readonly rang: number;
  readonly nature: NatureVersement;
  readonly statut: StatutVersement;
  readonly prevuLe: Jour;
  readonly justifieLe: Jour | null;
};

/**
 * The dates that the decision and the agreement set (décret n° 2018-514, art. 8: calendar, end, payments), in their
 * order. None before the decision.
 */
export function echeancesDeSubvention(
  etat: EtatDesEcheances,
  versements: readonly VersementAttendu[],
): readonly EcheanceDeSubvention[] {
  const { statut, commencement, commencerAvant, finPrevue, soldeeLe } = etat;
  if (statut === 'proposee' || statut === 'abandonnee') return [];
  const court = statut === 'attribuee' || statut === 'conventionnee';
  const one = (quoi: QuelleEcheanceDeSubvention, le: Jour, faiteLe: Jour | null): EcheanceDeSubvention => ({
    quoi,
    le,
    faiteLe,
    attendue: court && faiteLe === null,
  });
  return [
    ...(commencerAvant === null ? [] : [one('commencement', commencerAvant, commencement)]),
    ...versements.map(({ rang, nature, statut: etape, prevuLe, justifieLe }) => ({
      ...one('versement', prevuLe, justifieLe),
      // What was proved and refused by the accountant is in the accountant’s hands or the agent’s: no date recalls it.
      attendue: court && etape === 'prevu',
      versement: { rang, nature },
    })),
    one('fin', finPrevue, soldeeLe),
  ].toSorted((a, b) => compareJours(a.le, b.le));
}

/** What is due, and what follows when it is not done: décret n° 2018-514. */
export const ECHEANCES_DE_SUBVENTION: Readonly<
  Record<QuelleEcheanceDeSubvention, { readonly nom: string; readonly sinon: string; readonly texte: string }>
> = {
  commencement: {
    nom: 'Commencer le projet',
    sinon: 'Ensuite, la caducité peut être constatée.',
    texte: 'Décret n° 2018-514, art. 8',
  },
  versement: {
    nom: 'Justifier le versement',
    sinon: 'Il attend son justificatif.',
    texte: 'Décret n° 2018-514, art. 12',
  },
  fin: {
    nom: 'Achever le projet',
    sinon: 'Ensuite, ce qui n’est pas fait peut être repris, et la caducité constatée.',
    texte: 'Décret n° 2018-514, art. 8 et 14',
  },
};
