import type { Ton } from '../../../platform/html/index.ts';
import { NBSP } from '../../../values/french.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import type { Departage, Normalisation } from '../domain/classement.ts';
import {
  type DecisionCommission,
  type EffetDecision,
  NOMS_EFFETS,
  type StatutCommission,
} from '../domain/commission.ts';
import type { Critere } from '../domain/grille-evaluation.ts';
import type { EtatSession } from '../domain/session.ts';

/** What each state is called, and how it looks. */
type Libelle = { readonly text: string; readonly ton: Ton };

export const ETATS_SESSION: Readonly<Record<EtatSession, Libelle>> = {
  a_venir: { text: 'À venir', ton: 'neutre' },
  ouverte: { text: 'Ouverte', ton: 'info' },
  close: { text: 'Close', ton: 'succes' },
};

export const STATUTS_DEMANDE: Readonly<Record<StatutCandidature, Libelle>> = {
  deposee: { text: 'Déposée', ton: 'neutre' },
  en_instruction: { text: 'En instruction', ton: 'info' },
  acceptee: { text: 'Acceptée', ton: 'succes' },
  refusee: { text: 'Refusée', ton: 'erreur' },
  sans_suite: { text: 'Sans suite', ton: 'neutre' },
};

export const STATUTS_COMMISSION: Readonly<Record<StatutCommission, Libelle>> = {
  ouverte: { text: 'En séance', ton: 'info' },
  en_cloture: { text: 'Clôture en cours', ton: 'attention' },
  close: { text: 'Close', ton: 'succes' },
};

export const LIBELLES_DECISION: Readonly<Record<DecisionCommission, Libelle>> = {
  financer: { text: 'Financer', ton: 'succes' },
  refuser: { text: 'Refuser', ton: 'erreur' },
  reporter: { text: 'Reporter', ton: 'neutre' },
};

export const EFFETS: Readonly<Record<EffetDecision, Libelle>> = {
  proposee: { text: NOMS_EFFETS.proposee, ton: 'succes' },
  refusee: { text: NOMS_EFFETS.refusee, ton: 'erreur' },
  reportee: { text: NOMS_EFFETS.reportee, ton: 'neutre' },
  echec: { text: NOMS_EFFETS.echec, ton: 'attention' },
};

export const LIBELLES_NORMALISATION: Readonly<Record<Normalisation, { readonly text: string; readonly aide: string }>> =
  {
    aucune: { text: 'Notes telles qu’elles sont', aide: 'Le score est la moyenne des évaluations.' },
    par_evaluateur: {
      text: 'Notes corrigées par évaluateur',
      aide: `Chaque évaluation perd la moyenne de son évaluateur et reçoit la moyenne générale${NBSP}: un évaluateur sévère et un évaluateur généreux pèsent alors autant.`,
    },
  };

/** What put a request after the one before it. */
export function departageEnMots(separee: Departage | null, criteres: readonly Critere[]): string {
  if (!separee) return '';
  switch (separee.par) {
    case 'score':
      return 'Score';
    case 'critere':
      return `À score égal, « ${criteres.find(({ id }) => id === separee.critere)?.titre ?? separee.critere} »`;
    case 'depot':
      return 'À égalité, ordre de dépôt';
    case 'identifiant':
      return 'À égalité complète, identifiant';
  }
}
