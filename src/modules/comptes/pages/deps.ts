import { Forbidden } from '../../../platform/errors.ts';
import type { Contexte, Principal } from '../../../platform/http/page.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Entry } from '../../journal/index.ts';
import type { Annuaire } from '../annuaire.ts';
import type { IdentitePivot } from '../domain/identite-pivot.ts';
import type { DonneesPersonnelles } from '../donnees-personnelles.ts';
import type { Providers } from '../oidc/providers.ts';
import type { Rattachement } from '../rattachement.ts';
import type { Demandeur } from '../use-cases/demandeur.ts';
import type { Informations } from './informations.tsx';

/** What follows a sign-in with FranceConnect, while its access token lives (60 s): registered by the démarches. */
export type ApresFranceConnect = (connexion: {
  readonly demandeur: Demandeur;
  readonly identite: IdentitePivot;
  readonly accessToken: string;
  readonly intention: unknown;
}) => Promise<string | undefined>;

/** What follows a sign-in by e-mail link, when it was asked for to begin something: registered by the démarches. */
export type ApresLien = (connexion: {
  readonly demandeur: Demandeur;
  /** Where the link leads. */
  readonly retour: string;
}) => Promise<string | undefined>;

/** « Demande déposée », and the page of that demande. */
export type FaitDecrit = { readonly titre: string; readonly href?: string };

export type ComptesDeps = Services & {
  readonly providers: Providers;
  readonly annuaire: Annuaire;
  readonly mail: Mail;
  /** For the secrets of sessions, and to count senders. */
  readonly sceau: Seal;
  /** Days during which a contact address that was changed may be put back by who reads it; 0 where it may not. */
  readonly adresseRetablissableJours: number;
  readonly apresFranceConnect: ApresFranceConnect;
  readonly apresLien: ApresLien;
  /** What each module does when two accounts become one. */
  readonly rattachements: readonly Rattachement[];
  readonly informations: Informations;
  /** What each module holds of a person. */
  readonly donneesPersonnelles: readonly DonneesPersonnelles[];
  /** What a fact of another module is called to the person in whose name it was done, and where it shows. */
  readonly decrireFait: (fait: Entry) => FaitDecrit | undefined;
};

/** FranceConnect+ rather than FranceConnect. */
export function isPlus({ providers }: Pick<ComptesDeps, 'providers'>): boolean {
  return providers.franceconnect.niveau !== 'eidas1';
}

export const SESSION_COOKIE = 'session';
export const NAVIGATEUR_COOKIE = 'navigateur';
export const LOGOUT_COOKIE = 'deconnexion';

export type Connecte = Exclude<Principal, { type: 'anonyme' }>;

/**
 * Who is signed in, for the pages of their account.
 *
 * @throws Forbidden when they act in the name of somebody else, whatever the page's access says
 */
export function connecteOf({ principal }: Contexte): Connecte | undefined {
  if (principal.type === 'anonyme') return undefined;
  if (principal.auteur) throw new Forbidden('');
  return principal;
}

/** The id of the browser: what a sign-in is bound to. */
export function navigateurOf(contexte: Contexte): string | undefined {
  return contexte.cookie(NAVIGATEUR_COOKIE);
}

/** Who signed in, and in whose name they do not act now. @throws Forbidden otherwise, whatever the page's access says */
export function enSonNom({ principal }: Contexte): {
  readonly personneId: string;
  readonly sessionId: string;
  readonly nom: string;
} {
  if (principal.type !== 'usager' || principal.auteur) throw new Forbidden('');
  return principal;
}

export function sessionIdOf(contexte: Contexte): { previousSessionId: string } | object {
  return contexte.principal.type === 'anonyme' ? {} : { previousSessionId: contexte.principal.sessionId };
}
