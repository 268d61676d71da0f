import type { Contexte, Principal } from '../../../platform/http/page.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Annuaire } from '../annuaire.ts';
import type { IdentitePivot } from '../domain/identite-pivot.ts';
import type { DonneesPersonnelles } from '../donnees-personnelles.ts';
import type { Providers } from '../oidc/providers.ts';
import type { Rattachement } from '../rattachement.ts';

/** What follows a sign-in with FranceConnect, while its access token lives (60 s): registered by the démarches. */
export type ApresFranceConnect = (connexion: {
  readonly personneId: string;
  readonly identite: IdentitePivot;
  readonly accessToken: string;
  readonly intention: unknown;
}) => Promise<string | undefined>;

export type ComptesDeps = Services & {
  readonly providers: Providers;
  readonly annuaire: Annuaire;
  readonly mail: Mail;
  /** For the secrets of sessions, and to count senders. */
  readonly sceau: Seal;
  readonly apresFranceConnect: ApresFranceConnect;
  /** What each module does when two accounts become one. */
  readonly rattachements: readonly Rattachement[];
  /** What each module holds of a person. */
  readonly donneesPersonnelles: readonly DonneesPersonnelles[];
};

/** FranceConnect+ rather than FranceConnect. */
export function isPlus({ providers }: Pick<ComptesDeps, 'providers'>): boolean {
  return providers.franceconnect.niveau !== 'eidas1';
}

export const SESSION_COOKIE = 'session';
export const NAVIGATEUR_COOKIE = 'navigateur';
export const LOGOUT_COOKIE = 'deconnexion';

export type Connecte = Exclude<Principal, { type: 'anonyme' }>;

/** Who is signed in. The access of the pages of an account lets nobody else in. */
export function connecteOf({ principal }: Contexte): Connecte | undefined {
  return principal.type === 'anonyme' ? undefined : principal;
}

/** The id of the browser: what a sign-in is bound to. */
export function navigateurOf(contexte: Contexte): string | undefined {
  return contexte.cookie(NAVIGATEUR_COOKIE);
}

export function sessionIdOf(contexte: Contexte): { previousSessionId: string } | object {
  return contexte.principal.type === 'anonyme' ? {} : { previousSessionId: contexte.principal.sessionId };
}
