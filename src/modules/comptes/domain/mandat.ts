import { ok, type Result, refuse } from '../../../values/result.ts';

/**
 * Where a mandate stands: offered, accepted, refused by the aidant, blocked after too many wrong codes, ended by who gave
 * it (`revoque`), given back by the aidant (`rendu`), or over.
 */
export type StatutMandat = 'propose' | 'accepte' | 'refuse' | 'bloque' | 'revoque' | 'rendu' | 'expire';

export type ActionMandat = 'accepter' | 'refuser' | 'bloquer' | 'revoquer' | 'rendre' | 'expirer';

/** Who may act: the person (`mandant`), the aidant (`mandataire`), or Parvis. */
export type PartieMandat = 'mandant' | 'mandataire' | 'systeme';

export type EtatMandat = {
  readonly statut: StatutMandat;
  /** Until when it may be accepted, then until when it holds. */
  readonly echeance: Temporal.Instant;
};

type Transition = {
  readonly de: readonly StatutMandat[];
  readonly vers: StatutMandat;
  readonly par: PartieMandat;
  /** Whether its time has passed: it must, it must not, or it does not matter. */
  readonly echu?: boolean;
};

/** The life of a mandate. `applyMandat` is the only function that reads it. */
export const TRANSITIONS_MANDAT: Readonly<Record<ActionMandat, Transition>> = {
  accepter: { de: ['propose'], vers: 'accepte', par: 'mandataire', echu: false },
  refuser: { de: ['propose'], vers: 'refuse', par: 'mandataire', echu: false },
  bloquer: { de: ['propose'], vers: 'bloque', par: 'systeme' },
  revoquer: { de: ['propose', 'accepte'], vers: 'revoque', par: 'mandant' },
  rendre: { de: ['accepte'], vers: 'rendu', par: 'mandataire' },
  expirer: { de: ['propose', 'accepte'], vers: 'expire', par: 'systeme', echu: true },
};

const TERMINE = 'Ce mandat n’est plus dans cet état\u00a0: rechargez la page pour voir où il en est.';

/** @returns the new statut, or the sentence that says why not */
export function applyMandat(
  action: ActionMandat,
  par: PartieMandat,
  mandat: EtatMandat,
  now: Temporal.Instant,
): Result<StatutMandat> {
  const { de, vers, par: qui, echu } = TRANSITIONS_MANDAT[action];
  if (par !== qui) return refuse('Vous ne pouvez pas faire cela sur ce mandat.');
  if (!de.includes(mandat.statut)) return refuse(TERMINE);
  if (echu !== undefined && echu !== isEchu(mandat, now)) {
    return refuse(echu ? TERMINE : 'Ce mandat est arrivé à son terme.');
  }
  return ok(vers);
}

/** Whether somebody may act under it now. Asked again at each request. */
export function isEnVigueur(mandat: EtatMandat, now: Temporal.Instant): boolean {
  return mandat.statut === 'accepte' && !isEchu(mandat, now);
}

function isEchu({ echeance }: EtatMandat, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, echeance) >= 0;
}

/** How long a mandate may last, from its acceptance. Never more than a year: an agreement that nobody remembers is none. */
export const DUREES_MANDAT = {
  jour: { libelle: 'Un jour', duree: { days: 1 } },
  mois: { libelle: 'Un mois', duree: { months: 1 } },
  six_mois: { libelle: 'Six mois', duree: { months: 6 } },
  an: { libelle: 'Un an', duree: { years: 1 } },
} as const;

export type DureeMandat = keyof typeof DUREES_MANDAT;

export function parseDureeMandat(typed: string): Result<DureeMandat> {
  return Object.hasOwn(DUREES_MANDAT, typed)
    ? ok(typed as DureeMandat)
    : refuse('Choisissez combien de temps cette personne pourra agir pour vous.');
}

/** On the calendar and the clocks of France: a month is from day to day, a day keeps its hour. */
export function echeanceOf(duree: DureeMandat, acceptedAt: Temporal.Instant): Temporal.Instant {
  return acceptedAt.toZonedDateTimeISO('Europe/Paris').add(DUREES_MANDAT[duree].duree).toInstant();
}

/** Days during which a mandate may be accepted. */
export const ACCEPTATION_JOURS = 7;

/** Wrong codes after which the offer is worth nothing: five chances in a million. */
export const ESSAIS_MAX = 5;
