import { daysBetween, type Jour } from '../../../values/jour.ts';

/** Where the open data of an agreement stands. */
export type EtatPublication = 'en_retard' | 'bientot' | 'a_publier' | 'a_mettre_a_jour' | 'publiee';

/** Days before a deadline from which it is told to be near, and at which its reminders leave. */
export const SEUILS_RAPPEL = [7, 30] as const;
export type SeuilRappel = (typeof SEUILS_RAPPEL)[number];

export type Suivi = {
  /** The last day to publish; null when nothing obliges. */
  readonly echeance: Jour | null;
  readonly publiee: boolean;
  /** What would be published is not what was. */
  readonly changee: boolean;
};

/** What was published in time and then changed is not late: the duty is to publish, and it was done. */
export function etatPublication({ echeance, publiee, changee }: Suivi, aujourdhui: Jour): EtatPublication {
  if (publiee) return changee ? 'a_mettre_a_jour' : 'publiee';
  if (echeance === null) return 'a_publier';
  const restants = daysBetween(aujourdhui, echeance);
  if (restants < 0) return 'en_retard';
  return restants <= 30 ? 'bientot' : 'a_publier';
}

/** @returns the closest reminder that is due; none when the deadline is far, or over: the page says that it is late */
export function rappelDu(echeance: Jour, aujourdhui: Jour): SeuilRappel | undefined {
  const restants = daysBetween(aujourdhui, echeance);
  return restants < 0 ? undefined : SEUILS_RAPPEL.find((seuil) => restants <= seuil);
}

/** What the open data says of the aid behind a subvention. Null while nobody said. */
export type RegimeAide = {
  /** Notified to the European Commission (SCDL « notificationUE »). */
  readonly notificationUE: boolean | null;
  /** In the national schema of the aids (SCDL « dispositifAide »). */
  readonly dispositifAide: string | null;
};
