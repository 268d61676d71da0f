import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { empreinteOf } from '../domain/token.ts';
import { insertRapprochement } from '../storage/rapprochements.ts';
import { recentProof } from './recent-proof.ts';

/**
 * Opens the merge of the account that is signed in with another one, still to be proven.
 * @returns undefined when this account itself was proven too long ago
 */
export async function beginRapprochement(
  noyau: Noyau,
  session: { readonly sessionId: string; readonly personneId: string },
  navigateur: string,
): Promise<string | undefined> {
  const prouveeAt = await recentProof(noyau, session);
  if (!prouveeAt) return undefined;
  const id = newId<'Rapprochement'>(noyau.clock, noyau.random);
  await noyau.db.transaction({ systeme: true }, (tx) =>
    insertRapprochement(
      tx,
      { id, navigateurEmpreinte: empreinteOf(navigateur), personneId: session.personneId, prouveeAt },
      noyau.clock.now(),
    ),
  );
  return id;
}
