import type { Noyau } from '../../../platform/services.ts';
import { newToken } from '../domain/token.ts';
import type { Providers } from '../oidc/providers.ts';
import { deleteSession } from '../storage/sessions.ts';
import type { Fournisseur } from '../storage/tables.ts';

export type Sortie =
  | { readonly type: 'finie' }
  /** The session of the identity provider is left: the browser goes there and comes back with `state`. */
  | { readonly type: 'chez_le_fournisseur'; readonly url: string; readonly state: string }
  | { readonly type: 'fournisseur_muet'; readonly fournisseur: 'franceconnect' | 'proconnect' };

/**
 * Ends the session here, always; then says where to go to end it at the identity provider too, so that the next person
 * at a shared computer is not signed in silently. A provider that is down does not prevent the local sign-out.
 */
export async function signOut(
  noyau: Noyau,
  providers: Providers,
  session: { readonly sessionId: string; readonly personneId: string },
): Promise<Sortie> {
  const ended = await noyau.db.transaction({ personne: session.personneId }, (tx) =>
    deleteSession(tx, session.sessionId),
  );
  return leaveProvider(noyau, providers, ended);
}

/** Where the browser goes to end the session that `ended` had opened at the identity provider. */
export async function leaveProvider(
  noyau: Noyau,
  providers: Providers,
  ended: { readonly fournisseur: Fournisseur; readonly idToken: string | null } | undefined,
): Promise<Sortie> {
  if (!ended?.idToken || ended.fournisseur === 'lien') return { type: 'finie' };
  const { fournisseur, idToken } = ended;
  const state = newToken(noyau.random);
  try {
    return { type: 'chez_le_fournisseur', url: await providers[fournisseur].party.logoutUrl(idToken, state), state };
  } catch {
    return { type: 'fournisseur_muet', fournisseur };
  }
}
