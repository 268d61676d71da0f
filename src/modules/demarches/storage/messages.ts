import type { Tx } from '../../../platform/db/database.ts';
import { demarches } from './tables.ts';

export type Message = {
  readonly id: string;
  readonly auteurType: 'usager' | 'agent';
  readonly auteurId: string;
  readonly auteurNom: string;
  readonly corps: string;
  readonly demandeCorrection: boolean;
  readonly createdAt: Temporal.Instant;
};

export async function insertMessage(
  tx: Tx,
  dossierId: string,
  message: Message & { readonly cle: string },
): Promise<void> {
  await demarches(tx)
    .insertInto('messages')
    .values({
      id: message.id,
      dossier_id: dossierId,
      auteur_type: message.auteurType,
      auteur_id: message.auteurId,
      auteur_nom: message.auteurNom,
      corps: message.corps,
      demande_correction: message.demandeCorrection,
      cle: message.cle,
      created_at: message.createdAt,
    })
    .execute();
}

/** True when the same form was already sent: double click, Back button, reload. Asked while the dossier is held. */
export async function isMessageSent(tx: Tx, dossierId: string, cle: string): Promise<boolean> {
  const row = await demarches(tx)
    .selectFrom('messages')
    .where('dossier_id', '=', dossierId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function listMessages(tx: Tx, dossierId: string): Promise<Message[]> {
  return demarches(tx)
    .selectFrom('messages')
    .where('dossier_id', '=', dossierId)
    .select([
      'id',
      'auteur_type as auteurType',
      'auteur_id as auteurId',
      'auteur_nom as auteurNom',
      'corps',
      'demande_correction as demandeCorrection',
      'created_at as createdAt',
    ])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
