import type { Auteur, Principal } from '../../../platform/http/page.ts';
import type { Noyau } from '../../../platform/services.ts';
import { nomAffiche } from '../domain/identite-pivot.ts';
import { isEnVigueur } from '../domain/mandat.ts';
import { empreinteOf } from '../domain/token.ts';
import { findOpenSession, type SessionOuverte, touchSession } from '../storage/sessions.ts';
import { SANS_VERIFICATION, SESSION_IDLE } from './open-session.ts';

const TOUCH_EVERY_SECONDS = 60;

/** Who holds this session cookie. An unknown or ended session is simply nobody. */
export async function identify({ db, clock }: Noyau, token: string | undefined): Promise<Principal> {
  if (!token) return { type: 'anonyme' };
  const now = clock.now();
  const session = await db.read({ systeme: true }, (tx) => findOpenSession(tx, empreinteOf(token), now));
  if (session && now.since(session.lastSeenAt).total('seconds') > TOUCH_EVERY_SECONDS) {
    await db.transaction({ systeme: true }, (tx) => touchSession(tx, session.id, now, endOf(session, now)));
  }
  return session ? principalOf(session, now) : { type: 'anonyme' };
}

/** An agent for whom nobody vouched for too long signs in again, however busy they are. */
function endOf({ type, createdAt, verifieAt }: SessionOuverte, now: Temporal.Instant): Temporal.Instant {
  const idle = now.add(SESSION_IDLE[type]);
  if (type === 'usager') return idle;
  const limit = (verifieAt ?? createdAt).add(SANS_VERIFICATION);
  return Temporal.Instant.compare(idle, limit) < 0 ? idle : limit;
}

/**
 * Whoever signed in; or, as long as a mandate allows it at this very instant, the person in whose name they act.
 */
function principalOf(session: SessionOuverte, now: Temporal.Instant): Principal {
  const { mandat, personneId, id: sessionId, type } = session;
  const nom = nomOf(session);
  if (type !== 'usager' || mandat?.mandataireId !== personneId || !isEnVigueur(mandat, now)) {
    return { type, personneId, sessionId, nom };
  }
  const auteur: Auteur = {
    personneId,
    nom,
    titreId: mandat.id,
    fin: mandat.echeance,
    ...(mandat.limiteOrganisationId ? { organisationId: mandat.limiteOrganisationId } : {}),
  };
  return { type, personneId: mandat.mandantId, sessionId, nom: mandat.mandantNom, auteur };
}

function nomOf(session: SessionOuverte): string {
  const nom = nomAffiche({
    prenoms: session.prenoms,
    nomNaissance: session.nomNaissance ?? '',
    ...(session.nomUsage ? { nomUsage: session.nomUsage } : {}),
  });
  return nom || session.email || 'Mon compte';
}
