/** A committee sits, then its decisions are carried out one by one, then it is over. */
export type StatutCommission = 'ouverte' | 'en_cloture' | 'close';

export const DECISIONS = ['financer', 'refuser', 'reporter'] as const;
export type DecisionCommission = (typeof DECISIONS)[number];

/** What became of a decision: `echec` leaves the request as it was, and says why. */
export type EffetDecision = 'proposee' | 'refusee' | 'reportee' | 'echec';

export const NOMS_EFFETS: Readonly<Record<EffetDecision, string>> = {
  proposee: 'Subvention proposée',
  refusee: 'Demande refusée',
  reportee: 'Reportée',
  echec: 'Non appliquée',
};
