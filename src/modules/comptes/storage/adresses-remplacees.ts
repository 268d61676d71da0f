import type { Tx } from '../../../platform/db/database.ts';
import type { AdresseRemplacee } from '../domain/adresse-remplacee.ts';
import { comptes } from './tables.ts';

export type Remplacee = AdresseRemplacee & {
  readonly personneId: string;
  /** Until it may be put back. */
  readonly expiresAt: Temporal.Instant;
};

export async function insertRemplacee(tx: Tx, remplacee: Omit<Remplacee, 'usedAt'>): Promise<void> {
  await comptes(tx)
    .insertInto('adresses_remplacees')
    .values({
      id: remplacee.id,
      personne_id: remplacee.personneId,
      ancien_email: remplacee.ancienEmail,
      nouvel_email: remplacee.nouvelEmail,
      connexion: remplacee.connexion,
      cle_ajoutee: remplacee.cleAjoutee,
      jeton_empreinte: null,
      created_at: remplacee.createdAt,
      expires_at: remplacee.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function findRemplacee(tx: Tx, id: string): Promise<Remplacee | undefined> {
  return select(tx).where('id', '=', id).executeTakeFirst();
}

/** The one that a mailed link names, while it may be put back or was. */
export async function findRemplaceeByLink(
  tx: Tx,
  jetonEmpreinte: Buffer,
  now: Temporal.Instant,
): Promise<Remplacee | undefined> {
  return select(tx).where('jeton_empreinte', '=', jetonEmpreinte).where('expires_at', '>', now).executeTakeFirst();
}

/** All those of an account, held until the transaction ends. */
export async function lockRemplacees(tx: Tx, personneId: string): Promise<readonly Remplacee[]> {
  return select(tx).where('personne_id', '=', personneId).orderBy('id').forUpdate().execute();
}

export async function listRemplacees(tx: Tx, personneId: string): Promise<readonly Remplacee[]> {
  return select(tx).where('personne_id', '=', personneId).orderBy('created_at').execute();
}

/** @returns false when it was put back, or is gone, meanwhile: there is nothing to mail */
export async function saveJeton(tx: Tx, id: string, jetonEmpreinte: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await comptes(tx)
    .updateTable('adresses_remplacees')
    .set({ jeton_empreinte: jetonEmpreinte })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The old address was put back: what followed from its replacement is undone with it, and its links serve no more. */
export async function saveRetablie(
  tx: Tx,
  id: string,
  { suite, nouvelEmail, at }: { suite: readonly string[]; nouvelEmail: string; at: Temporal.Instant },
): Promise<void> {
  if (suite.length > 0) {
    await comptes(tx)
      .deleteFrom('adresses_remplacees')
      .where('id', 'in', [...suite])
      .execute();
  }
  await comptes(tx)
    .updateTable('adresses_remplacees')
    .set({ used_at: at, nouvel_email: nouvelEmail })
    .where('id', '=', id)
    .execute();
}

const select = (tx: Tx) =>
  comptes(tx)
    .selectFrom('adresses_remplacees')
    .select([
      'id',
      'personne_id as personneId',
      'ancien_email as ancienEmail',
      'nouvel_email as nouvelEmail',
      'connexion',
      'cle_ajoutee as cleAjoutee',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'used_at as usedAt',
    ]);
