import { ok, type Result, refuse } from '../../../values/result.ts';

/** Two accounts that become one. */
export type Fusion = { readonly conservee: string; readonly absorbee: string };

/** What must be known of an account to say whether it may be the other's. */
export type CompteARapprocher = {
  readonly id: string;
  readonly type: 'usager' | 'agent';
  readonly fusionneeDans: string | null;
  readonly identiteCertifiee: boolean;
  readonly dateNaissance: string | null;
  readonly codeCommuneNaissance: string | null;
  readonly codePaysNaissance: string | null;
};

/** Minutes during which the proof of an account holds for this. */
export const PREUVE_MINUTES = 10;

export function isFresh(provenAt: Temporal.Instant, now: Temporal.Instant, minutes = PREUVE_MINUTES): boolean {
  return Temporal.Instant.compare(provenAt.add({ minutes }), now) >= 0;
}

/**
 * Which of two accounts, both just proven, takes over the other. A certified identity is never lost to a declared one;
 * else the account that is signed in stays. A name, a first name or a sex may change in a life; the day and the place
 * of birth do not: two certified accounts that differ there are two people at one computer.
 */
export function rapprocher(connecte: CompteARapprocher, autre: CompteARapprocher): Result<Fusion> {
  if (connecte.id === autre.id) {
    return refuse('C’est le même compte\u00a0: choisissez l’autre manière de vous connecter, ou l’autre identité.');
  }
  if (connecte.type !== autre.type) {
    return refuse('Un compte professionnel et un compte personnel ne se réunissent pas.');
  }
  if (connecte.fusionneeDans || autre.fusionneeDans) return refuse('Un de ces comptes a déjà été réuni à un autre.');
  if (connecte.identiteCertifiee && autre.identiteCertifiee && !isSameBirth(connecte, autre)) {
    return refuse('Ces deux identités n’ont pas la même naissance\u00a0: ce sont celles de deux personnes.');
  }
  return ok(
    autre.identiteCertifiee && !connecte.identiteCertifiee
      ? { conservee: autre.id, absorbee: connecte.id }
      : { conservee: connecte.id, absorbee: autre.id },
  );
}

function isSameBirth(one: CompteARapprocher, other: CompteARapprocher): boolean {
  return (
    one.dateNaissance === other.dateNaissance &&
    one.codePaysNaissance === other.codePaysNaissance &&
    one.codeCommuneNaissance === other.codeCommuneNaissance
  );
}
