import type { Noyau } from '../../../platform/services.ts';
import { isFresh, PREUVE_MINUTES } from '../domain/rapprochement.ts';
import { findSession } from '../storage/sessions.ts';

/**
 * When the person of this session last proved who they are, if that was less than `minutes` ago. What an identity
 * provider confirmed since then without asking them (`verifie_at`) proves nothing about who sits at the computer.
 */
export async function recentProof(
  noyau: Noyau,
  session: { readonly sessionId: string; readonly personneId: string },
  minutes = PREUVE_MINUTES,
): Promise<Temporal.Instant | undefined> {
  const found = await noyau.db.transaction({ personne: session.personneId }, (tx) =>
    findSession(tx, session.sessionId),
  );
  return found && isFresh(found.createdAt, noyau.clock.now(), minutes) ? found.createdAt : undefined;
}
