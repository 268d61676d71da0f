import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { parseAgentIdentite } from '../domain/agent-identite.ts';
import { type IdentitePivot, parseIdentitePivot } from '../domain/identite-pivot.ts';
import { empreinteOf } from '../domain/token.ts';
import type { Providers } from '../oidc/providers.ts';
import type { ProvenIdentity } from '../oidc/relying-party.ts';
import {
  adhesionsOf,
  claimInvitations,
  findPersonneByIdentite,
  insertIdentite,
  insertPersonne,
  lockIdentite,
  saveAgent,
  saveIdentitePivot,
} from '../storage/personnes.ts';
import { type ConnexionEnCours, takeConnexion, wasConnexionUsed } from '../storage/sign-ins.ts';
import { openSession } from './open-session.ts';

export type RetourConnexion = {
  readonly fournisseur: 'franceconnect' | 'proconnect';
  /** The query of the callback, as received. */
  readonly query: string;
  readonly navigateur: string | undefined;
  readonly appareil: string;
  readonly previousSessionId?: string;
};

/** Why no session was opened; each has its page. */
export type Refus = 'annulee' | 'inconnue' | 'refusee' | 'indisponible' | 'non_invite';

export type Connexion =
  | {
      readonly type: 'ouverte';
      /** Value of the session cookie. */
      readonly token: string;
      readonly personneId: string;
      readonly retour: string;
      readonly intention: unknown;
      /** For the data sources that trust FranceConnect; lives 60 seconds, never stored. */
      readonly accessToken: string;
      readonly identite?: IdentitePivot;
    }
  /** The same answer a second time (double click, Back button): neutral, not an error. */
  | { readonly type: 'deja_faite' }
  | { readonly type: 'refus'; readonly refus: Refus; readonly retour: string };

/** Ten minutes to choose an account and type a code; the provider's own limit is shorter. */
const MAX_AGE = { minutes: 30 };

/**
 * The return from an identity provider. Nothing is believed before the stored transaction is found, young, unused, for
 * this provider and this browser: it is consumed before the code is exchanged.
 */
export async function completeSignIn(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'logger'>,
  providers: Providers,
  arrival: RetourConnexion,
): Promise<Connexion> {
  const parameters = new URLSearchParams(arrival.query);
  const states = parameters.getAll('state');
  const state = states[0];
  if (states.length !== 1 || !state || !arrival.navigateur) return refused('inconnue');
  const now = services.clock.now();
  const { connexion, used } = await services.db.transaction({ systeme: true }, async (tx) => {
    const taken = await takeConnexion(tx, empreinteOf(state), now);
    return { connexion: taken, used: taken ? false : await wasConnexionUsed(tx, empreinteOf(state)) };
  });
  if (used) return { type: 'deja_faite' };
  if (!connexion || !isForThisArrival(connexion, arrival, now)) {
    services.logger.warn({ fournisseur: arrival.fournisseur }, 'sign-in answer without its transaction');
    return refused('inconnue');
  }
  if (parameters.has('error') && !parameters.has('code')) {
    return refused(refusOfError(parameters.get('error') ?? ''), connexion.retour);
  }
  return exchange(services, providers, arrival, connexion, state);
}

async function exchange(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'logger'>,
  providers: Providers,
  arrival: RetourConnexion,
  connexion: ConnexionEnCours,
  state: string,
): Promise<Connexion> {
  const provider = providers[arrival.fournisseur];
  let proven: ProvenIdentity;
  try {
    const expected = { state, nonce: connexion.nonce, acr: provider.acr };
    proven = await provider.party.complete(arrival.query, expected);
  } catch (error) {
    services.logger.warn({ err: error, fournisseur: arrival.fournisseur }, 'sign-in refused');
    return refused(isOutage(error) ? 'indisponible' : 'refusee', connexion.retour);
  }
  try {
    return await services.db.transaction({ systeme: true }, (tx) =>
      arrival.fournisseur === 'franceconnect'
        ? openUsager(tx, services, provider.issuer, proven, arrival, connexion)
        : openAgent(tx, services, provider.issuer, proven, arrival, connexion),
    );
  } catch (error) {
    services.logger.warn({ err: error, fournisseur: arrival.fournisseur }, 'sign-in answer unusable');
    return refused('refusee', connexion.retour);
  }
}

async function openUsager(
  tx: Tx,
  noyau: Noyau,
  issuer: string,
  proven: ProvenIdentity,
  arrival: RetourConnexion,
  connexion: ConnexionEnCours,
): Promise<Connexion> {
  const identite = parseIdentitePivot(proven.userinfo);
  const personneId = await personneOf(tx, noyau, issuer, proven.sub, 'usager');
  await saveIdentitePivot(tx, personneId, identite);
  const token = await openSession(tx, noyau, ouvertureOf(personneId, 'usager', proven, arrival));
  return {
    type: 'ouverte',
    token,
    personneId,
    identite,
    retour: connexion.retour,
    intention: connexion.intention,
    accessToken: proven.accessToken,
  };
}

/** Being able to sign in gives an agent no right: only an invitation of their organisation does. */
async function openAgent(
  tx: Tx,
  noyau: Noyau,
  issuer: string,
  proven: ProvenIdentity,
  arrival: RetourConnexion,
  connexion: ConnexionEnCours,
): Promise<Connexion> {
  const agent = parseAgentIdentite(proven.userinfo);
  const personneId = await personneOf(tx, noyau, issuer, proven.sub, 'agent');
  await saveAgent(tx, personneId, agent);
  await claimInvitations(tx, { personneId, email: agent.email, siren: agent.siren }, noyau.clock.now());
  const adhesions = await adhesionsOf(tx, personneId);
  if (adhesions.length === 0) return refused('non_invite', connexion.retour);
  const token = await openSession(tx, noyau, ouvertureOf(personneId, 'agent', proven, arrival));
  return {
    type: 'ouverte',
    token,
    personneId,
    retour: connexion.retour,
    intention: connexion.intention,
    accessToken: proven.accessToken,
  };
}

/** The person of an account key, made at the first sign-in. Two first sign-ins at once make one person. */
async function personneOf(
  tx: Tx,
  noyau: Noyau,
  issuer: string,
  sub: string,
  type: 'usager' | 'agent',
): Promise<string> {
  const known = await findPersonneByIdentite(tx, issuer, sub);
  if (known) return known;
  await lockIdentite(tx, issuer, sub);
  const meanwhile = await findPersonneByIdentite(tx, issuer, sub);
  if (meanwhile) return meanwhile;
  const id = newId<'Personne'>(noyau.clock, noyau.random);
  await insertPersonne(tx, id, type);
  await insertIdentite(tx, issuer, sub, id);
  return id;
}

function ouvertureOf(personneId: string, type: 'usager' | 'agent', proven: ProvenIdentity, arrival: RetourConnexion) {
  return {
    personneId,
    type,
    fournisseur: arrival.fournisseur,
    appareil: arrival.appareil,
    idToken: proven.idToken,
    ...(arrival.previousSessionId ? { previousSessionId: arrival.previousSessionId } : {}),
  };
}

function isForThisArrival(connexion: ConnexionEnCours, arrival: RetourConnexion, now: Temporal.Instant): boolean {
  return (
    connexion.fournisseur === arrival.fournisseur &&
    connexion.navigateurEmpreinte.equals(empreinteOf(arrival.navigateur ?? '')) &&
    Temporal.Instant.compare(now, connexion.createdAt.add(MAX_AGE)) <= 0
  );
}

function refusOfError(error: string): Refus {
  if (error === 'access_denied') return 'annulee';
  return ['server_error', 'temporarily_unavailable'].includes(error) ? 'indisponible' : 'refusee';
}

/** The provider did not answer, or not as a provider: not the visitor's doing. */
function isOutage(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return (
    error instanceof TypeError ||
    ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(code)
  );
}

function refused(refus: Refus, retour = '/'): Connexion {
  return { type: 'refus', refus, retour };
}
