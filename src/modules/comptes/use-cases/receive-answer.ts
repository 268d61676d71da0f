import type { Services } from '../../../platform/services.ts';
import { type CodeSecurite, ConnexionRefusee } from '../domain/securite.ts';
import { empreinteOf } from '../domain/token.ts';
import type { Providers } from '../oidc/providers.ts';
import type { ProvenIdentity } from '../oidc/relying-party.ts';
import { type ConnexionEnCours, lockConnexion, markConnexionUsed } from '../storage/sign-ins.ts';

export type RetourConnexion = {
  readonly fournisseur: 'franceconnect' | 'proconnect';
  /** The query of the callback, as received. */
  readonly query: string;
  readonly navigateur: string | undefined;
  readonly appareil: string;
  readonly previousSessionId?: string;
};

export type Reception =
  | { readonly type: 'prouvee'; readonly connexion: ConnexionEnCours; readonly proven: ProvenIdentity }
  /** The same answer a second time (double click, Back button): neutral, not an error. */
  | { readonly type: 'deja_faite'; readonly retour: string }
  | { readonly type: 'refusee'; readonly refusal: ConnexionRefusee; readonly retour: string };

/** Ten minutes to choose an account and type a code; the provider's own limit is shorter. */
const MAX_AGE = { minutes: 30 };

/**
 * The return from an identity provider. Nothing is believed before the stored transaction is found, young, unused, for
 * this provider and this browser: it is consumed before the code is exchanged. The answer of somebody else's browser
 * consumes nothing.
 */
export async function receiveAnswer(
  services: Pick<Services, 'db' | 'clock'>,
  providers: Providers,
  arrival: RetourConnexion,
): Promise<Reception> {
  const taken = await takeTransaction(services, providers, arrival);
  if (taken.type !== 'prise') return taken;
  const { connexion, state } = taken;
  const provider = providers[arrival.fournisseur];
  try {
    const expected = { state, nonce: connexion.nonce, acr: provider.acr };
    return { type: 'prouvee', connexion, proven: await provider.party.complete(arrival.query, expected) };
  } catch (error) {
    if (!(error instanceof ConnexionRefusee)) throw error;
    return { type: 'refusee', refusal: error, retour: connexion.retour };
  }
}

type Prise = { readonly type: 'prise'; readonly connexion: ConnexionEnCours; readonly state: string };

async function takeTransaction(
  services: Pick<Services, 'db' | 'clock'>,
  providers: Providers,
  arrival: RetourConnexion,
): Promise<Prise | Exclude<Reception, { type: 'prouvee' }>> {
  const states = new URLSearchParams(arrival.query).getAll('state');
  const [state] = states;
  if (states.length !== 1 || !state || !arrival.navigateur) return refused('retour_sans_etat');
  const navigateur = empreinteOf(arrival.navigateur);
  const now = services.clock.now();
  return services.db.transaction({ systeme: true }, async (tx) => {
    const found = await lockConnexion(tx, empreinteOf(state));
    if (!found) return refused('retour_inconnu');
    const { usedAt, ...connexion } = found;
    if (!connexion.navigateurEmpreinte.equals(navigateur)) return refused('retour_autre_navigateur');
    const isForProvider = connexion.fournisseur === arrival.fournisseur;
    if (!isForProvider || connexion.issuer !== providers[arrival.fournisseur].issuer) {
      return refused('retour_autre_fournisseur', connexion.retour);
    }
    if (usedAt) return { type: 'deja_faite', retour: connexion.retour };
    await markConnexionUsed(tx, connexion.stateEmpreinte, now);
    if (Temporal.Instant.compare(now, connexion.createdAt.add(MAX_AGE)) > 0) {
      return refused('retour_perime', connexion.retour);
    }
    return { type: 'prise', connexion, state };
  });
}

function refused(code: CodeSecurite, retour = '/'): Exclude<Reception, { type: 'prouvee' | 'deja_faite' }> {
  return { type: 'refusee', refusal: new ConnexionRefusee(code), retour };
}
