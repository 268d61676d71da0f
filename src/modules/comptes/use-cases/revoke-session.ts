import type { Noyau } from '../../../platform/services.ts';
import { deleteSession } from '../storage/sessions.ts';

/** Ends one of one's own sessions, from another device. Somebody else's is invisible, so nothing happens to it. */
export async function revokeSession(noyau: Noyau, personneId: string, sessionId: string): Promise<void> {
  await noyau.db.transaction({ personne: personneId }, (tx) => deleteSession(tx, sessionId));
}
