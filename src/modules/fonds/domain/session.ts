import { ok, type Result, refuse } from '../../../values/result.ts';

/** A desk takes requests one by one; a call compares them. */
export type NatureDispositif = 'guichet' | 'appel_a_projets';

/** When one may ask. Instants are the server's: what the computer of whoever asks shows does not count. */
export type Calendrier = {
  readonly opensAt: Temporal.Instant;
  /** Null for a desk that does not close. */
  readonly closesAt: Temporal.Instant | null;
  /** What is still taken after the closing, for whoever was kept waiting at the last minute. */
  readonly graceMinutes: number;
};

export type EtatSession = 'a_venir' | 'ouverte' | 'close';

/** The last instant at which a deposit is taken; null when there is none. */
function lastInstant({ closesAt, graceMinutes }: Calendrier): Temporal.Instant | null {
  return closesAt?.add({ minutes: graceMinutes }) ?? null;
}

/** A deposit at the very instant of the closing is in time; one second later, it is not. */
export function etatSession(calendrier: Calendrier, now: Temporal.Instant): EtatSession {
  if (Temporal.Instant.compare(now, calendrier.opensAt) < 0) return 'a_venir';
  const last = lastInstant(calendrier);
  return last && Temporal.Instant.compare(now, last) > 0 ? 'close' : 'ouverte';
}

export type Versionnee = { readonly appliesFrom: Temporal.Instant };

/** The rules in force: of those already applicable, the last. A dossier keeps those of its deposit. */
export function versionEnVigueur<V extends Versionnee>(versions: readonly V[], at: Temporal.Instant): V | undefined {
  return versions
    .filter(({ appliesFrom }) => Temporal.Instant.compare(appliesFrom, at) <= 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.appliesFrom, b.appliesFrom))
    .at(-1);
}

/** Of several sessions, the one to speak of: open, else the next one, else the last one. */
export function sessionAMontrer<S extends Calendrier>(sessions: readonly S[], now: Temporal.Instant): S | undefined {
  const sorted = sessions.toSorted((a, b) => Temporal.Instant.compare(a.opensAt, b.opensAt));
  return (
    sorted.find((session) => etatSession(session, now) === 'ouverte') ??
    sorted.find((session) => etatSession(session, now) === 'a_venir') ??
    sorted.at(-1)
  );
}

/** A calendar that makes sense. */
export function checkCalendrier({ opensAt, closesAt, graceMinutes }: Calendrier): Result<null> {
  if (closesAt && Temporal.Instant.compare(closesAt, opensAt) <= 0) {
    return refuse('La clôture doit venir après l’ouverture.');
  }
  return Number.isInteger(graceMinutes) && graceMinutes >= 0 && graceMinutes <= 1440
    ? ok(null)
    : refuse('Le délai de grâce est un nombre de minutes, de 0 à 1 440.');
}
