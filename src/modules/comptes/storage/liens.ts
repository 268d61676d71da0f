import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { comptes } from './tables.ts';

export type LienConnexion = {
  readonly jetonEmpreinte: Buffer;
  readonly navigateurEmpreinte: Buffer;
  readonly email: string;
  readonly retour: string;
  readonly createdAt: Temporal.Instant;
  /** Who asked, without saying who. */
  readonly expediteurEmpreinte: Buffer;
  /** Set when it proves a second account of somebody who is signed in. */
  readonly rapprochementId: string | null;
  /** Set when it proves the new contact address of this account. */
  readonly changementDe: string | null;
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
      expediteur_empreinte: lien.expediteurEmpreinte,
      rapprochement_id: lien.rapprochementId,
      changement_de: lien.changementDe,
    })
    .execute();
}

/** Single use, young enough, asked for by this same browser, and for the same use. */
export async function takeLien(
  tx: Tx,
  lien: Pick<LienConnexion, 'jetonEmpreinte' | 'navigateurEmpreinte' | 'changementDe'>,
  now: Temporal.Instant,
  notBefore: Temporal.Instant,
): Promise<{ email: string; retour: string; rapprochementId: string | null } | undefined> {
  return comptes(tx)
    .updateTable('liens_connexion')
    .set({ used_at: now })
    .where('jeton_empreinte', '=', lien.jetonEmpreinte)
    .where('navigateur_empreinte', '=', lien.navigateurEmpreinte)
    .where('changement_de', 'is not distinct from', lien.changementDe)
    .where('used_at', 'is', null)
    .where('created_at', '>=', notBefore)
    .returning(['email', 'retour', 'rapprochement_id as rapprochementId'])
    .executeTakeFirst();
}

/** The contact address of this account was changed or put back: what was asked for before serves no more. */
export async function closeChangements(tx: Tx, personneId: string, now: Temporal.Instant): Promise<void> {
  await comptes(tx)
    .updateTable('liens_connexion')
    .set({ used_at: now })
    .where('changement_de', '=', personneId)
    .where('used_at', 'is', null)
    .execute();
}

/** How many links were asked for since then, for an address and by a sender. Others who ask meanwhile take turns. */
export async function countRecentLiens(
  tx: Tx,
  { email, expediteurEmpreinte }: Pick<LienConnexion, 'email' | 'expediteurEmpreinte'>,
  since: { readonly email: Temporal.Instant; readonly expediteur: Temporal.Instant },
): Promise<{ readonly email: number; readonly expediteur: number }> {
  // In one order for everybody, so that two senders never wait for each other.
  const locks = [`lien ${email}`, `lien ${expediteurEmpreinte.toString('hex')}`].toSorted();
  for (const lock of locks) await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx);
  const count = (column: 'email' | 'expediteur_empreinte', value: string | Buffer, from: Temporal.Instant) =>
    comptes(tx)
      .selectFrom('liens_connexion')
      .where(column, '=', value)
      .where('created_at', '>', from)
      .select((row) => row.fn.countAll<number>().as('nombre'))
      .executeTakeFirstOrThrow();
  return {
    email: Number((await count('email', email, since.email)).nombre),
    expediteur: Number((await count('expediteur_empreinte', expediteurEmpreinte, since.expediteur)).nombre),
  };
}
