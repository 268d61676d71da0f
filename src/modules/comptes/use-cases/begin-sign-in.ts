import type { Noyau } from '../../../platform/services.ts';
import { safeRetour } from '../domain/retour.ts';
import { empreinteOf, newToken } from '../domain/token.ts';
import type { Providers } from '../oidc/providers.ts';
import { insertConnexion } from '../storage/sign-ins.ts';

export type DebutConnexion = {
  readonly fournisseur: 'franceconnect' | 'proconnect';
  /** Id of the browser: its answer must come back through it. */
  readonly navigateur: string;
  readonly retour: string;
  /** Given back untouched at the end, e.g. the démarche to begin. */
  readonly intention?: unknown;
  /** Scopes of data asked beside the identity, only those that the usager agreed to. */
  readonly scopes?: readonly string[];
  /** Proves a second account, rather than signing in. */
  readonly rapprochementId?: string;
};

/** @returns the address of the identity provider where the browser must go. */
export async function beginSignIn(noyau: Noyau, providers: Providers, debut: DebutConnexion): Promise<string> {
  const provider = providers[debut.fournisseur];
  const [state, nonce] = [newToken(noyau.random), newToken(noyau.random)];
  // Asked before anything is stored: a provider that is down leaves nothing behind.
  const url = await provider.party.authorizationUrl({
    state,
    nonce,
    scope: [...provider.scopes, ...(debut.scopes ?? [])].join(' '),
    ...provider.request,
  });
  await noyau.db.transaction({ systeme: true }, (tx) =>
    insertConnexion(tx, {
      stateEmpreinte: empreinteOf(state),
      navigateurEmpreinte: empreinteOf(debut.navigateur),
      fournisseur: debut.fournisseur,
      issuer: provider.issuer,
      nonce,
      retour: safeRetour(debut.retour),
      intention: debut.intention,
      rapprochementId: debut.rapprochementId ?? null,
      createdAt: noyau.clock.now(),
    }),
  );
  return url;
}
