import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import type { StatutCandidature } from './candidature.ts';
import { type EtatHorloge, isEchue } from './echeances.ts';

/** What an agent does to a request, one by one or to many at once. */
export type ActionInstruction = 'affecter' | 'instruire' | 'recevable' | 'irrecevable' | 'refuser';

export type EtatInstruction = EtatHorloge & {
  /** The asking side was asked to correct something, and has not answered. */
  readonly correctionAttendue: boolean;
  /** Number of the subvention that answers it already, even only proposed. */
  readonly subvention: string | null;
};

/** Why not, as a sentence; undefined when nothing stands in the way. What the preview says, the action says. */
export function raisonContre(action: ActionInstruction, etat: EtatInstruction, aujourdhui: Jour): string | undefined {
  const { statut, recevabilite, subvention } = etat;
  if (statut !== 'deposee' && statut !== 'en_instruction') {
    return `La demande est ${LIBELLES_CANDIDATURE[statut].phrase}${NBSP}: cette action n’est plus possible.`;
  }
  const dejaDite = recevabilite !== null || isEchue(etat.recevableAvant, aujourdhui);
  switch (action) {
    case 'affecter':
      return undefined;
    case 'instruire':
      if (statut === 'en_instruction') return 'La demande est déjà en instruction.';
      return etat.correctionAttendue ? CORRECTION_ATTENDUE : undefined;
    case 'recevable':
      return dejaDite ? raisonDejaDite(recevabilite) : undefined;
    case 'irrecevable':
      return dejaDite ? raisonDejaDite(recevabilite) : raisonDeNePasRefuser(etat, subvention);
    case 'refuser':
      return raisonDeNePasRefuser(etat, subvention);
  }
}

const CORRECTION_ATTENDUE = 'Une correction est attendue de la collectivité. Attendez sa réponse.';

function raisonDejaDite(recevabilite: EtatHorloge['recevabilite']): string {
  if (recevabilite) return `La demande est déjà déclarée ${recevabilite}.`;
  return 'Le délai de deux mois est passé sans réponse. La demande est réputée recevable (décret n° 2018-514, art. 4).';
}

function raisonDeNePasRefuser({ correctionAttendue, statut }: EtatInstruction, subvention: string | null) {
  if (subvention) return `La subvention ${subvention} répond à cette demande. Abandonnez-la d’abord.`;
  // Taken up on the way to its refusal.
  return statut === 'deposee' && correctionAttendue ? CORRECTION_ATTENDUE : undefined;
}

export const STATUTS_CANDIDATURE: readonly StatutCandidature[] = [
  'deposee',
  'en_instruction',
  'acceptee',
  'refusee',
  'sans_suite',
];

/** What people read, on a tag, on a tab and inside a sentence. */
export const LIBELLES_CANDIDATURE: Readonly<
  Record<StatutCandidature, { readonly tag: string; readonly onglet: string; readonly phrase: string }>
> = {
  deposee: { tag: 'Déposée', onglet: 'Déposées', phrase: 'déposée' },
  en_instruction: { tag: 'En instruction', onglet: 'En instruction', phrase: 'en instruction' },
  acceptee: { tag: 'Acceptée', onglet: 'Acceptées', phrase: 'acceptée' },
  refusee: { tag: 'Refusée', onglet: 'Refusées', phrase: 'refusée' },
  sans_suite: { tag: 'Sans suite', onglet: 'Sans suite', phrase: 'classée sans suite' },
};

/** What is written to whoever asks when silence has rejected: that nobody decided, under which text, and what to do. */
export function motifDuRejet(accuseDeReception: string, neLe: string): string {
  return (
    `Aucune décision n’a été prise dans le délai sur votre demande reçue le ${accuseDeReception}. ` +
    `Ce silence vaut rejet depuis le ${neLe} (décret n° 2018-514 du 25 juin 2018, art. 7). ` +
    'Vous pouvez contester ce rejet dans un délai de deux mois, par un recours gracieux auprès du service ou par un ' +
    'recours devant le tribunal administratif (code des relations entre le public et l’administration, art. L411-2' +
    `${NBSP}; code de justice administrative, art. R421-1 et R421-2). ` +
    'Vous pouvez aussi présenter une nouvelle demande.'
  );
}
