import type { Principal } from '../../../platform/http/page.ts';
import type { Noyau } from '../../../platform/services.ts';
import { nomAffiche } from '../domain/identite-pivot.ts';
import { empreinteOf } from '../domain/token.ts';
import { findOpenSession, type SessionOuverte, touchSession } from '../storage/sessions.ts';
import { SESSION_IDLE } from './open-session.ts';

const TOUCH_EVERY_SECONDS = 60;

/** Who holds this session cookie. An unknown or ended session is simply nobody. */
export async function identify({ db, clock }: Noyau, token: string | undefined): Promise<Principal> {
  if (!token) return { type: 'anonyme' };
  const now = clock.now();
  const session = await db.read({ systeme: true }, (tx) => findOpenSession(tx, empreinteOf(token), now));
  if (session && now.since(session.lastSeenAt).total('seconds') > TOUCH_EVERY_SECONDS) {
    await db.transaction({ systeme: true }, (tx) =>
      touchSession(tx, session.id, now, now.add(SESSION_IDLE[session.type])),
    );
  }
  return session ? principalOf(session) : { type: 'anonyme' };
}

function principalOf(session: SessionOuverte): Principal {
  const nom = nomAffiche({
    prenoms: session.prenoms,
    nomNaissance: session.nomNaissance ?? '',
    ...(session.nomUsage ? { nomUsage: session.nomUsage } : {}),
  });
  return {
    type: session.type,
    personneId: session.personneId,
    sessionId: session.id,
    nom: nom || session.email || 'Mon compte',
  };
}
