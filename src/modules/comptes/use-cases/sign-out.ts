import type { Noyau } from '../../../platform/services.ts';
import { newToken } from '../domain/token.ts';
import type { Providers } from '../oidc/providers.ts';
import { deleteSession } from '../storage/sessions.ts';

/**
 * Ends the session here, always; then says where to go to end it at the identity provider too, so that the next person
 * at a shared computer is not signed in silently. A provider that is down does not prevent the local sign-out.
 */
export async function signOut(
  noyau: Noyau,
  providers: Providers,
  session: { readonly sessionId: string; readonly personneId: string },
): Promise<{ readonly providerUrl?: string; readonly state?: string }> {
  const ended = await noyau.db.transaction({ personne: session.personneId }, (tx) =>
    deleteSession(tx, session.sessionId),
  );
  if (!ended?.idToken || ended.fournisseur === 'lien') return {};
  const state = newToken(noyau.random);
  try {
    return { providerUrl: await providers[ended.fournisseur].party.logoutUrl(ended.idToken, state), state };
  } catch {
    return {};
  }
}
