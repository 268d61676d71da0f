import type { Tx } from '../../../platform/db/database.ts';
import type { Changement } from '../domain/datapass.ts';
import { donnees } from './tables.ts';

export type NotificationRecue = {
  /** SHA-256 of the body. */
  readonly empreinte: Buffer;
  readonly datapassId: number;
  readonly evenement: string;
  readonly survenueAt: Temporal.Instant;
  readonly recueAt: Temporal.Instant;
};

/** @returns false when the same was received already: its sender is waited for, then believed */
export async function insertNotification(tx: Tx, notification: NotificationRecue): Promise<boolean> {
  const inserted = await donnees(tx)
    .insertInto('datapass_notifications')
    .values({
      empreinte: notification.empreinte,
      datapass_id: notification.datapassId,
      evenement: notification.evenement,
      effet: 'inconnue',
      survenue_at: notification.survenueAt,
      recue_at: notification.recueAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('empreinte')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function saveEffet(
  tx: Tx,
  empreinte: Buffer,
  effet: 'appliquee' | 'ancienne' | 'sans_effet',
): Promise<void> {
  await donnees(tx).updateTable('datapass_notifications').set({ effet }).where('empreinte', '=', empreinte).execute();
}

/** Events of this request that counted and share this instant: DataPass counts in seconds. */
export async function evenementsDeCetInstant(
  tx: Tx,
  datapassId: number,
  survenueAt: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await donnees(tx)
    .selectFrom('datapass_notifications')
    .where('datapass_id', '=', datapassId)
    .where('survenue_at', '=', survenueAt)
    .where('effet', '=', 'appliquee')
    .select('evenement')
    .execute();
  return rows.map(({ evenement }) => evenement);
}

/** The habilitations that name this request, held until the end of the transaction. */
export async function lockByDatapassId(tx: Tx, datapassId: number) {
  return donnees(tx)
    .selectFrom('habilitations')
    .where('datapass_id', '=', datapassId)
    .select([
      'id',
      'organisation_id as organisationId',
      'fournisseur',
      'etat',
      'en_vigueur as enVigueur',
      'scopes',
      'datapass_at as datapassAt',
    ])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function applyChangement(
  tx: Tx,
  id: string,
  { etat, enVigueur, scopes }: Changement,
  at: { readonly survenueAt: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<void> {
  await donnees(tx)
    .updateTable('habilitations')
    .set({ etat, en_vigueur: enVigueur, scopes: [...scopes], datapass_at: at.survenueAt, modified_at: at.now })
    .where('id', '=', id)
    .execute();
}

/** Those so old that the date of their habilitation alone refuses them. */
export async function purgeNotifications(tx: Tx, before: Temporal.Instant): Promise<void> {
  await donnees(tx).deleteFrom('datapass_notifications').where('recue_at', '<', before).execute();
}
