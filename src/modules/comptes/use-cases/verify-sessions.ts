import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import { ConnexionRefusee } from '../domain/securite.ts';
import type { Providers } from '../oidc/providers.ts';
import { signaler, signalerRefus } from '../securite.ts';
import { deleteSession } from '../storage/sessions.ts';
import {
  deleteUnverified,
  forgetRefreshToken,
  type SessionAVerifier,
  saveVerification,
  takeSessionToVerify,
} from '../storage/sessions-a-verifier.ts';
import { SANS_VERIFICATION } from './open-session.ts';

type Outils = Pick<Services, 'db' | 'clock' | 'logger'> & { readonly sceau: Seal; readonly providers: Providers };

/** How long the word of the provider is enough. */
const FRAICHEUR = { hours: 1 };
/** Before the same session is asked about again, when the provider did not say. */
const ENTRE_DEUX_ESSAIS = { minutes: 5 };
/** Sessions asked about at the same time by one process. */
const ENSEMBLE = 4;
/** Silences in a row after which the provider is left alone until the next run. */
const SILENCES = 3;

export type Verifications = { readonly verifiees: number; readonly fermees: number; readonly sansReponse: number };

/**
 * Asks ProConnect whether the agents who are signed in for more than an hour still are agents. One that it refuses is
 * signed out; when it does not answer, they stay, and are asked about again, up to twelve hours. No page waits for this.
 */
export async function verifySessions(outils: Outils, signal?: AbortSignal): Promise<Verifications> {
  const counts = { verifiees: 0, fermees: 0, sansReponse: 0 };
  let silences = 0;
  const lane = async () => {
    while (silences < SILENCES && !signal?.aborted) {
      const session = await take(outils);
      if (!session) return;
      const issue = await verify(outils, session);
      counts[issue] += 1;
      silences = issue === 'sansReponse' ? silences + 1 : 0;
    }
  };
  await Promise.all(Array.from({ length: ENSEMBLE }, lane));
  counts.fermees += await closeUnverified(outils);
  return counts;
}

function take({ db, clock }: Outils): Promise<SessionAVerifier | undefined> {
  const now = clock.now();
  const echeances = { verifieAvant: now.subtract(FRAICHEUR), essayeAvant: now.subtract(ENTRE_DEUX_ESSAIS) };
  return db.transaction({ systeme: true }, (tx) => takeSessionToVerify(tx, now, echeances));
}

async function verify(outils: Outils, session: SessionAVerifier): Promise<keyof Verifications> {
  const { db, clock, sceau, providers, logger } = outils;
  const token = session.refreshToken && sceau.open(session.refreshToken);
  if (!token || !session.sub) {
    // Sealed under a secret that the installation no longer has.
    await db.transaction({ systeme: true }, (tx) => forgetRefreshToken(tx, session.id));
    return 'sansReponse';
  }
  try {
    const { refreshToken } = await providers.proconnect.party.renew(token, session.sub);
    await db.transaction({ systeme: true }, (tx) =>
      saveVerification(tx, session.id, {
        at: clock.now(),
        refreshToken: refreshToken ? sceau.seal(refreshToken) : undefined,
      }),
    );
    return 'verifiees';
  } catch (error) {
    if (!(error instanceof ConnexionRefusee)) throw error;
    signalerRefus(logger, error, { fournisseur: 'proconnect' });
    if (error.code !== 'agent_revoque') return 'sansReponse';
    await db.transaction({ systeme: true }, (tx) => deleteSession(tx, session.id));
    return 'fermees';
  }
}

async function closeUnverified({ db, clock, logger }: Outils): Promise<number> {
  const now = clock.now();
  const closed = await db.transaction({ systeme: true }, (tx) =>
    deleteUnverified(tx, now, now.subtract(SANS_VERIFICATION)),
  );
  for (let n = 0; n < closed; n += 1) signaler(logger, 'agent_non_verifie', { fournisseur: 'proconnect' });
  return closed;
}
