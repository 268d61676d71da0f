import type { Tx } from '../../../platform/db/database.ts';
import { comptes } from './tables.ts';

type Champs = readonly (readonly [string, string])[];

export async function insertFormulaire(
  tx: Tx,
  formulaire: {
    readonly id: string;
    readonly navigateurEmpreinte: Buffer;
    readonly url: string;
    readonly champs: Champs;
    readonly createdAt: Temporal.Instant;
  },
): Promise<void> {
  await comptes(tx)
    .insertInto('formulaires_en_attente')
    .values({
      id: formulaire.id,
      navigateur_empreinte: formulaire.navigateurEmpreinte,
      url: formulaire.url,
      champs: JSON.stringify(formulaire.champs),
      created_at: formulaire.createdAt,
    })
    .execute();
}

export async function takeFormulaire(
  tx: Tx,
  demande: { readonly id: string; readonly navigateurEmpreinte: Buffer; readonly url: string },
): Promise<Champs | undefined> {
  const row = await comptes(tx)
    .deleteFrom('formulaires_en_attente')
    .where('id', '=', demande.id)
    .where('navigateur_empreinte', '=', demande.navigateurEmpreinte)
    .where('url', '=', demande.url)
    .returning('champs')
    .executeTakeFirst();
  return row && (row.champs as Champs);
}
