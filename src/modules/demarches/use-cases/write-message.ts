import type { Tx } from '../../../platform/db/database.ts';
import { newId } from '../../../values/ids.ts';
import type { Moteur } from '../moteur.ts';
import { insertMessage, type Message } from '../storage/messages.ts';

export type AuteurDeMessage = { readonly type: Message['auteurType']; readonly id: string; readonly nom: string };

/** @param message `cle` is the key of its form; one that no form sent is its own. @returns the id of the message */
export async function writeMessage(
  tx: Tx,
  moteur: Moteur,
  dossierId: string,
  auteur: AuteurDeMessage,
  message: { readonly corps: string; readonly cle?: string; readonly demandeCorrection?: boolean },
): Promise<string> {
  const id = newId<'Message'>(moteur.clock, moteur.random);
  await insertMessage(tx, dossierId, {
    id,
    auteurType: auteur.type,
    auteurId: auteur.id,
    auteurNom: auteur.nom,
    corps: message.corps,
    demandeCorrection: message.demandeCorrection ?? false,
    cle: message.cle ?? id,
    createdAt: moteur.clock.now(),
  });
  return id;
}
