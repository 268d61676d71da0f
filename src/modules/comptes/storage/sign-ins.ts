import type { Tx } from '../../../platform/db/database.ts';
import { comptes } from './tables.ts';

export type ConnexionEnCours = {
  readonly stateEmpreinte: Buffer;
  readonly navigateurEmpreinte: Buffer;
  readonly fournisseur: 'franceconnect' | 'proconnect';
  readonly issuer: string;
  readonly nonce: string;
  readonly retour: string;
  readonly intention: unknown;
  /** Set when it proves a second account of somebody who is signed in. */
  readonly rapprochementId: string | null;
  readonly createdAt: Temporal.Instant;
};

export async function insertConnexion(tx: Tx, connexion: ConnexionEnCours): Promise<void> {
  await comptes(tx)
    .insertInto('connexions_en_cours')
    .values({
      state_empreinte: connexion.stateEmpreinte,
      navigateur_empreinte: connexion.navigateurEmpreinte,
      fournisseur: connexion.fournisseur,
      issuer: connexion.issuer,
      nonce: connexion.nonce,
      retour: connexion.retour,
      intention: connexion.intention === undefined ? null : JSON.stringify(connexion.intention),
      rapprochement_id: connexion.rapprochementId,
      created_at: connexion.createdAt,
      used_at: null,
    })
    .execute();
}

/** Held until the transaction ends: of two concurrent arrivals of the same answer, the second sees it used. */
export async function lockConnexion(
  tx: Tx,
  stateEmpreinte: Buffer,
): Promise<(ConnexionEnCours & { readonly usedAt: Temporal.Instant | null }) | undefined> {
  return comptes(tx)
    .selectFrom('connexions_en_cours')
    .where('state_empreinte', '=', stateEmpreinte)
    .select([
      'state_empreinte as stateEmpreinte',
      'navigateur_empreinte as navigateurEmpreinte',
      'fournisseur',
      'issuer',
      'nonce',
      'retour',
      'intention',
      'rapprochement_id as rapprochementId',
      'created_at as createdAt',
      'used_at as usedAt',
    ])
    .forUpdate()
    .executeTakeFirst();
}

export async function markConnexionUsed(tx: Tx, stateEmpreinte: Buffer, at: Temporal.Instant): Promise<void> {
  await comptes(tx)
    .updateTable('connexions_en_cours')
    .set({ used_at: at })
    .where('state_empreinte', '=', stateEmpreinte)
    .execute();
}
