import type { Role } from './role.ts';

/** Days during which an invitation may be taken. */
export const INVITATION_JOURS = 30;

/** A place in an organisation: of somebody, or offered to an address. */
export type Membre = {
  readonly id: string;
  readonly organisationId: string;
  /** Null as long as the invitation is not taken. */
  readonly personneId: string | null;
  /** In lower case: the address that was invited. */
  readonly email: string;
  readonly roles: readonly Role[];
  readonly invitedAt: Temporal.Instant;
  /** Of the invitation; null for one without end. */
  readonly expiresAt: Temporal.Instant | null;
  readonly joinedAt: Temporal.Instant | null;
  readonly leftAt: Temporal.Instant | null;
};

export type EtatMembre = 'membre' | 'invite' | 'expire';

export function etatOf({ personneId, expiresAt }: Membre, now: Temporal.Instant): EtatMembre {
  if (personneId) return 'membre';
  return expiresAt && Temporal.Instant.compare(expiresAt, now) <= 0 ? 'expire' : 'invite';
}

export function finDeLInvitation(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 24 * INVITATION_JOURS });
}

/**
 * True when the organisation would have nobody left to administer it: an invitation that is not taken does not count.
 *
 * @param administrateurs ids of the people who administer it now
 */
export function isLastAdministrateur(
  { personneId }: Pick<Membre, 'personneId'>,
  administrateurs: readonly string[],
): boolean {
  return personneId !== null && administrateurs.length === 1 && administrateurs[0] === personneId;
}

export const DERNIER_ADMINISTRATEUR =
  'C’est le dernier administrateur de l’organisation\u00a0: donnez d’abord ce rôle à une autre personne, qui doit s’être connectée.';
