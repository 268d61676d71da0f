import type { Tx } from '../../../platform/db/database.ts';
import { COQUILLE } from './personnes.ts';
import { comptes } from './tables.ts';

/**
 * Holds all that leads to an account until the transaction ends, in the order in which a merge and a sign-in take it:
 * what is under way there ends first, and what comes later finds no account any more.
 */
export async function holdAccesses(tx: Tx, personneId: string): Promise<void> {
  // With the links and the sign-ins that were to prove the other account (`on delete cascade`).
  await comptes(tx)
    .deleteFrom('rapprochements')
    .where((row) => row.or([row('personne_id', '=', personneId), row('autre_personne_id', '=', personneId)]))
    .execute();
  await holdIdentites(tx, personneId);
}

/** The ways to sign in to an account, held until the transaction ends: what changes them comes before any link. */
export async function holdIdentites(
  tx: Tx,
  personneId: string,
): Promise<readonly { readonly issuer: string; readonly sub: string }[]> {
  return comptes(tx)
    .selectFrom('identites')
    .where('personne_id', '=', personneId)
    .select(['issuer', 'sub'])
    .orderBy('issuer')
    .orderBy('sub')
    .forUpdate()
    .execute();
}

/**
 * Empties an account and marks it: a shell, to which the database gives nothing new any more.
 * @returns the address where its holder could be written to; undefined when it is no account, or no longer
 */
export async function emptyPersonne(
  tx: Tx,
  personneId: string,
  at: Temporal.Instant,
): Promise<{ readonly email: string | null } | undefined> {
  const personne = await comptes(tx)
    .selectFrom('personnes')
    .where('id', '=', personneId)
    .where('effacee_at', 'is', null)
    .where('fusionnee_dans', 'is', null)
    .select('email')
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!personne) return undefined;
  await comptes(tx)
    .updateTable('personnes')
    .set({ ...COQUILLE, effacee_at: at })
    .where('id', '=', personneId)
    .execute();
  return personne;
}

/** The addresses whose holder proved, by a link, to be this person. */
async function addressesOf(tx: Tx, personneId: string, linkIssuer: string): Promise<readonly string[]> {
  const rows = await comptes(tx)
    .selectFrom('identites')
    .where('personne_id', '=', personneId)
    .where('issuer', '=', linkIssuer)
    .select('sub')
    .execute();
  return rows.map(({ sub }) => sub);
}

/** The address at work of who has left every organisation. The places stay, for histories to tell who worked there. */
export async function emptyPlaces(tx: Tx, personneId: string): Promise<void> {
  await comptes(tx).updateTable('membres').set({ email: '' }).where('personne_id', '=', personneId).execute();
}

/**
 * Removes the ways to sign in, the sessions, and what is still unfinished: the links sent to the person's own addresses,
 * and all that this browser left. What another browser left is bound to that browser alone, and ends within a day.
 */
export async function deleteAccesses(
  tx: Tx,
  acces: {
    readonly personneId: string;
    readonly linkIssuer: string;
    readonly navigateurEmpreinte: Buffer | undefined;
  },
): Promise<void> {
  const emails = await addressesOf(tx, acces.personneId, acces.linkIssuer);
  if (emails.length > 0) await comptes(tx).deleteFrom('liens_connexion').where('email', 'in', emails).execute();
  await comptes(tx).deleteFrom('liens_connexion').where('changement_de', '=', acces.personneId).execute();
  if (acces.navigateurEmpreinte) {
    for (const table of ['liens_connexion', 'connexions_en_cours', 'formulaires_en_attente'] as const) {
      await comptes(tx).deleteFrom(table).where('navigateur_empreinte', '=', acces.navigateurEmpreinte).execute();
    }
  }
  for (const table of ['adresses_remplacees', 'sessions', 'identites'] as const) {
    await comptes(tx).deleteFrom(table).where('personne_id', '=', acces.personneId).execute();
  }
}
