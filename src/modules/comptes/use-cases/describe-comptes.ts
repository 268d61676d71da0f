import type { Noyau } from '../../../platform/services.ts';
import { isFresh } from '../domain/rapprochement.ts';
import { empreinteOf } from '../domain/token.ts';
import type { Providers } from '../oidc/providers.ts';
import { findPersonne, identitesOf, type Personne } from '../storage/personnes.ts';
import { findProvenRapprochement } from '../storage/rapprochements.ts';
import { LINK_ISSUER } from './open-sign-in-link.ts';

export type CompteDecrit = {
  readonly personne: Personne;
  /** « FranceConnect », « lien reçu à camille@exemple.fr ». */
  readonly connexions: readonly string[];
};

/** Two accounts that were proven here a moment ago and only wait to be confirmed: shown to who holds both. */
export async function describeComptes(
  noyau: Noyau,
  providers: Providers,
  demande: { readonly personneId: string; readonly navigateur: string },
): Promise<{ readonly rapprochementId: string; readonly comptes: readonly CompteDecrit[] } | undefined> {
  const { personneId, navigateur } = demande;
  const now = noyau.clock.now();
  return noyau.db.transaction({ systeme: true }, async (tx) => {
    const proven = await findProvenRapprochement(tx, { personneId, navigateurEmpreinte: empreinteOf(navigateur) });
    const { autrePersonneId, autreProuveeAt } = proven ?? {};
    if (!proven || !autrePersonneId || !autreProuveeAt) return undefined;
    if (!isFresh(proven.prouveeAt, now) || !isFresh(autreProuveeAt, now)) return undefined;
    const comptes: CompteDecrit[] = [];
    for (const id of [personneId, autrePersonneId]) {
      const personne = await findPersonne(tx, id);
      if (!personne) return undefined;
      comptes.push({ personne, connexions: (await identitesOf(tx, id)).map((key) => nomDeConnexion(key, providers)) });
    }
    return { rapprochementId: proven.id, comptes };
  });
}

/** Whether it can still be used: an installation that changes its provider leaves behind ways that lead nowhere. */
export function isUtilisable({ issuer }: { readonly issuer: string }, providers: Providers): boolean {
  return [LINK_ISSUER, providers.franceconnect.issuer, providers.proconnect.issuer].includes(issuer);
}

/** « FranceConnect », « lien reçu à camille@exemple.fr ». */
export function nomDeConnexion(
  { issuer, sub }: { readonly issuer: string; readonly sub: string },
  providers: Providers,
): string {
  if (issuer === LINK_ISSUER) return `lien reçu à ${sub}`;
  if (issuer === providers.franceconnect.issuer) return 'FranceConnect';
  return issuer === providers.proconnect.issuer ? 'ProConnect' : 'un ancien service de connexion';
}
