import type { Tx } from '../../../platform/db/database.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Result } from '../../../values/result.ts';
import type { AgentIdentite } from '../domain/agent-identite.ts';
import { type IdentitePivot, isPivot, traitsOf } from '../domain/identite-pivot.ts';
import { ConnexionRefusee, type Refus, refusOf } from '../domain/securite.ts';
import type { Providers } from '../oidc/providers.ts';
import type { ProvenIdentity } from '../oidc/relying-party.ts';
import { signalerRefus } from '../securite.ts';
import { adhesionsOf, isInvitationTaken, saveAgent, saveIdentite } from '../storage/personnes.ts';
import { joinOrganisations } from './join-organisations.ts';
import { type Ouverture, openSession } from './open-session.ts';
import { personneOf, type Reconnue } from './personne-of.ts';
import { proveOtherCompte } from './prove-other-compte.ts';
import { type IdentiteLue, readIdentity } from './read-identity.ts';
import { type RetourConnexion, receiveAnswer } from './receive-answer.ts';

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
      /** An usager's, when it is complete enough to ask other administrations about them. */
      readonly identite?: IdentitePivot;
    }
  /** Nobody was signed in: a second account of who is already there was proven, or could not be (`refus`). */
  | { readonly type: 'preuve'; readonly preuve: Result<void> }
  | { readonly type: 'deja_faite'; readonly retour: string }
  | { readonly type: 'refus'; readonly refus: Refus; readonly retour: string };

type Outils = Pick<Services, 'db' | 'clock' | 'random' | 'logger'> & { readonly sceau: Seal };

/** The return from an identity provider: a session, or a refusal that is written in the log. */
export async function completeSignIn(
  outils: Outils,
  providers: Providers,
  arrival: RetourConnexion,
): Promise<Connexion> {
  const reception = await receiveAnswer(outils, providers, arrival);
  if (reception.type === 'deja_faite') return reception;
  const refuse = (refusal: ConnexionRefusee, retour: string): Connexion => {
    signalerRefus(outils.logger, refusal, { fournisseur: arrival.fournisseur });
    return { type: 'refus', refus: refusOf(refusal.code), retour };
  };
  if (reception.type === 'refusee') return refuse(reception.refusal, reception.retour);
  const { proven, connexion } = reception;
  const { retour, intention } = connexion;
  try {
    const lue = readIdentity(arrival.fournisseur, proven.userinfo);
    const { issuer } = providers[arrival.fournisseur];
    const { rapprochementId } = connexion;
    if (rapprochementId) {
      const preuve = await outils.db.transaction({ systeme: true }, async (tx) => {
        const { personneId } = await recognise(tx, outils, issuer, proven, lue);
        return proveOtherCompte(tx, outils, { rapprochementId, navigateur: arrival.navigateur ?? '', personneId });
      });
      return { type: 'preuve', preuve };
    }
    const opened = await outils.db.transaction({ systeme: true }, async (tx) => {
      const reconnue = await recognise(tx, outils, issuer, proven, lue);
      const { personneId } = reconnue;
      if (lue.type === 'agent') await assertInvited(tx, personneId, lue.agent);
      return {
        personneId,
        token: await openSession(tx, outils, ouvertureOf(outils, reconnue, lue, proven, arrival)),
      };
    });
    const identite = lue.type === 'usager' && isPivot(lue.identite) ? { identite: lue.identite } : {};
    return { type: 'ouverte', ...opened, retour, intention, accessToken: proven.accessToken, ...identite };
  } catch (error) {
    if (error instanceof ConnexionRefusee) return refuse(error, retour);
    throw error;
  }
}

/** Who it is here, with what the provider says of them today. */
async function recognise(
  tx: Tx,
  outils: Outils,
  issuer: string,
  { sub }: ProvenIdentity,
  lue: IdentiteLue,
): Promise<Reconnue> {
  if (lue.type === 'usager') {
    const traits = { sceau: outils.sceau, texte: traitsOf(lue.identite) };
    const reconnue = await personneOf(tx, outils, { issuer, sub, type: 'usager' }, traits);
    await saveIdentite(tx, reconnue.personneId, lue.identite);
    return reconnue;
  }
  const { agent } = lue;
  const reconnue = await personneOf(tx, outils, { issuer, sub, type: 'agent' });
  const { personneId } = reconnue;
  await saveAgent(tx, personneId, agent);
  await joinOrganisations(tx, outils, { personneId, email: agent.email, siren: agent.siren });
  return reconnue;
}

/**
 * Being able to sign in gives an agent no right by itself: an organisation must have invited them.
 * @throws ConnexionRefusee
 */
async function assertInvited(tx: Tx, personneId: string, agent: AgentIdentite): Promise<void> {
  if ((await adhesionsOf(tx, personneId)).length > 0) return;
  throw new ConnexionRefusee((await isInvitationTaken(tx, agent.email)) ? 'agent_autre_compte' : 'agent_non_invite');
}

function ouvertureOf(
  { sceau }: Outils,
  reconnue: Reconnue,
  { type }: IdentiteLue,
  proven: ProvenIdentity,
  arrival: RetourConnexion,
): Ouverture {
  // An usager's identity is proven once: only an agent's is asked about again.
  const { sub, refreshToken } = type === 'agent' ? proven : {};
  return {
    ...reconnue,
    type,
    fournisseur: arrival.fournisseur,
    appareil: arrival.appareil,
    idToken: proven.idToken,
    ...(sub && refreshToken ? { renouvellement: { sub, refreshToken: sceau.seal(refreshToken) } } : {}),
    ...(arrival.previousSessionId ? { previousSessionId: arrival.previousSessionId } : {}),
  };
}
