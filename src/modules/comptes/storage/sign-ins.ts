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
      created_at: connexion.createdAt,
      used_at: null,
    })
    .execute();
}

/** Single use: of two concurrent arrivals of the same answer, exactly one gets the row. */
export async function takeConnexion(
  tx: Tx,
  stateEmpreinte: Buffer,
  now: Temporal.Instant,
): Promise<ConnexionEnCours | undefined> {
  return comptes(tx)
    .updateTable('connexions_en_cours')
    .set({ used_at: now })
    .where('state_empreinte', '=', stateEmpreinte)
    .where('used_at', 'is', null)
    .returning([
      'state_empreinte as stateEmpreinte',
      'navigateur_empreinte as navigateurEmpreinte',
      'fournisseur',
      'issuer',
      'nonce',
      'retour',
      'intention',
      'created_at as createdAt',
    ])
    .executeTakeFirst();
}

/** True when this answer has already been used: the second arrival gets a calm page, not an error. */
export async function wasConnexionUsed(tx: Tx, stateEmpreinte: Buffer): Promise<boolean> {
  const row = await comptes(tx)
    .selectFrom('connexions_en_cours')
    .where('state_empreinte', '=', stateEmpreinte)
    .where('used_at', 'is not', null)
    .select('retour')
    .executeTakeFirst();
  return row !== undefined;
}

export type LienConnexion = {
  readonly jetonEmpreinte: Buffer;
  readonly navigateurEmpreinte: Buffer;
  readonly email: string;
  readonly retour: string;
  readonly createdAt: Temporal.Instant;
};

export async function insertLien(tx: Tx, lien: LienConnexion): Promise<void> {
  await comptes(tx)
    .insertInto('liens_connexion')
    .values({
      jeton_empreinte: lien.jetonEmpreinte,
      navigateur_empreinte: lien.navigateurEmpreinte,
      email: lien.email,
      retour: lien.retour,
      created_at: lien.createdAt,
      used_at: null,
    })
    .execute();
}

/** Single use, young enough, and asked for by this same browser. */
export async function takeLien(
  tx: Tx,
  lien: Pick<LienConnexion, 'jetonEmpreinte' | 'navigateurEmpreinte'>,
  now: Temporal.Instant,
  notBefore: Temporal.Instant,
): Promise<{ email: string; retour: string } | undefined> {
  return comptes(tx)
    .updateTable('liens_connexion')
    .set({ used_at: now })
    .where('jeton_empreinte', '=', lien.jetonEmpreinte)
    .where('navigateur_empreinte', '=', lien.navigateurEmpreinte)
    .where('used_at', 'is', null)
    .where('created_at', '>=', notBefore)
    .returning(['email', 'retour'])
    .executeTakeFirst();
}
