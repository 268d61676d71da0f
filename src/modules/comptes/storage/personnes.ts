import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { IdentiteCertifiee } from '../domain/identite-pivot.ts';
import type { Role } from '../domain/role.ts';
import { comptes } from './tables.ts';

export type Identite = CleIdentite & {
  readonly id: string;
  readonly createdAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant;
};

/** The ways to sign in to an account, the oldest first. */
export async function identitesOf(tx: Tx, personneId: string): Promise<readonly Identite[]> {
  return comptes(tx)
    .selectFrom('identites')
    .where('personne_id', '=', personneId)
    .select(['id', 'issuer', 'sub', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .orderBy('created_at')
    .execute();
}

/** Two first sign-ins with the same account key take turns, so that they make one person. Until the transaction ends. */
export async function lockIdentite(tx: Tx, issuer: string, sub: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${issuer} ${sub}`}, 0))`.execute(tx);
}

type CleIdentite = { readonly issuer: string; readonly sub: string };

/** @returns its id */
export async function insertIdentite(tx: Tx, { issuer, sub }: CleIdentite, personneId: string): Promise<string> {
  const row = await comptes(tx)
    .insertInto('identites')
    .values({ issuer, sub, personne_id: personneId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Whose account key it is, without using it. */
export async function findHolder(tx: Tx, { issuer, sub }: CleIdentite): Promise<string | undefined> {
  const row = await comptes(tx)
    .selectFrom('identites')
    .where('issuer', '=', issuer)
    .where('sub', '=', sub)
    .select('personne_id as personneId')
    .executeTakeFirst();
  return row?.personneId;
}

/**
 * One way to sign in takes the place of another of the same account.
 * @returns false when it was one of its ways already
 */
export async function replaceIdentite(
  tx: Tx,
  personneId: string,
  { issuer, from, to }: { readonly issuer: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  await deleteIdentites(tx, personneId, { issuer, subs: [from] });
  return addIdentite(tx, { issuer, sub: to }, personneId);
}

/** @returns false when somebody has it already */
export async function addIdentite(tx: Tx, { issuer, sub }: CleIdentite, personneId: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await comptes(tx)
    .insertInto('identites')
    .values({ issuer, sub, personne_id: personneId })
    .onConflict((conflict) => conflict.columns(['issuer', 'sub']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteIdentites(
  tx: Tx,
  personneId: string,
  { issuer, subs }: { readonly issuer: string; readonly subs: readonly string[] },
): Promise<void> {
  if (subs.length === 0) return;
  await comptes(tx)
    .deleteFrom('identites')
    .where('personne_id', '=', personneId)
    .where('issuer', '=', issuer)
    .where('sub', 'in', [...subs])
    .execute();
}

/** One way to sign in, and no other of that account. */
export async function deleteIdentite(tx: Tx, personneId: string, id: string): Promise<void> {
  await comptes(tx).deleteFrom('identites').where('personne_id', '=', personneId).where('id', '=', id).execute();
}

/** Whose account key it is, with the digest of the traits that came with it the first time. */
export type IdentiteUtilisee = { readonly id: string; readonly personneId: string; readonly traits: Buffer | null };

/** Uses an account key, when there is one: it is held until the transaction ends. */
export async function touchIdentite(
  tx: Tx,
  { issuer, sub }: CleIdentite,
  at: Temporal.Instant,
): Promise<IdentiteUtilisee | undefined> {
  return comptes(tx)
    .updateTable('identites')
    .set({ last_used_at: at })
    .where('issuer', '=', issuer)
    .where('sub', '=', sub)
    .returning(['id', 'personne_id as personneId', 'traits_empreinte as traits'])
    .executeTakeFirst();
}

export async function saveTraits(tx: Tx, { issuer, sub }: CleIdentite, traits: Buffer): Promise<void> {
  await comptes(tx)
    .updateTable('identites')
    .set({ traits_empreinte: traits })
    .where('issuer', '=', issuer)
    .where('sub', '=', sub)
    .execute();
}

/** An account without personal data: before anything is known of its holder, and once it is merged or erased. */
export const COQUILLE = {
  prenoms: [],
  nom_naissance: null,
  nom_usage: null,
  sexe: null,
  date_naissance: null,
  code_commune_naissance: null,
  code_pays_naissance: null,
  email: null,
  email_prouve_at: null,
  email_sel: null,
  identite_certifiee: false,
};

export async function insertPersonne(tx: Tx, id: string, type: 'usager' | 'agent'): Promise<void> {
  await comptes(tx)
    .insertInto('personnes')
    .values({ id, type, ...COQUILLE, fusionnee_dans: null, effacee_at: null })
    .execute();
}

/** What FranceConnect certifies replaces what was known, at each sign-in; not the contact address that was proved here. */
export async function saveIdentite(tx: Tx, id: string, identite: IdentiteCertifiee): Promise<void> {
  await comptes(tx)
    .updateTable('personnes')
    .set({
      prenoms: [...identite.prenoms],
      nom_naissance: identite.nomNaissance,
      nom_usage: identite.nomUsage ?? null,
      sexe: identite.sexe ?? null,
      date_naissance: identite.dateNaissance ?? null,
      code_commune_naissance: identite.codeCommuneNaissance ?? null,
      code_pays_naissance: identite.codePaysNaissance ?? null,
      email: (row) =>
        row
          .case()
          .when('email_prouve_at', 'is', null)
          .then(identite.email ?? null)
          .else(row.ref('email'))
          .end(),
      identite_certifiee: true,
    })
    .where('id', '=', id)
    .execute();
}

export async function saveAgent(
  tx: Tx,
  id: string,
  agent: { prenom: string; nom: string; email: string },
): Promise<void> {
  await comptes(tx)
    .updateTable('personnes')
    .set({ prenoms: [agent.prenom], nom_usage: agent.nom, email: agent.email })
    .where('id', '=', id)
    .execute();
}

/** Where to write to somebody who signs in by link, unless something is known already. */
export async function saveEmailIfNone(tx: Tx, id: string, email: string): Promise<void> {
  await comptes(tx).updateTable('personnes').set({ email }).where('id', '=', id).where('email', 'is', null).execute();
}

/** The contact address that its holder proved to read, with the salt of its digest in the journal. */
export async function saveEmailProuve(
  tx: Tx,
  id: string,
  { email, prouveAt, sel }: { readonly email: string; readonly prouveAt: Temporal.Instant; readonly sel: Buffer },
): Promise<void> {
  await comptes(tx)
    .updateTable('personnes')
    .set({ email, email_prouve_at: prouveAt, email_sel: sel })
    .where('id', '=', id)
    .execute();
}

export type Personne = {
  readonly id: string;
  readonly type: 'usager' | 'agent';
  readonly prenoms: readonly string[];
  readonly nomNaissance: string | null;
  readonly nomUsage: string | null;
  readonly sexe: 'feminin' | 'masculin' | null;
  readonly dateNaissance: string | null;
  /** INSEE codes; the commune is absent for whoever was born abroad. */
  readonly codeCommuneNaissance: string | null;
  readonly codePaysNaissance: string | null;
  readonly email: string | null;
  /** Set when the address was proved here to be read by the person. */
  readonly emailProuveAt: Temporal.Instant | null;
  readonly identiteCertifiee: boolean;
  readonly createdAt: Temporal.Instant;
};

export async function findPersonne(tx: Tx, id: string): Promise<Personne | undefined> {
  return comptes(tx)
    .selectFrom('personnes')
    .where('id', '=', id)
    .select([
      'id',
      'type',
      'prenoms',
      'nom_naissance as nomNaissance',
      'nom_usage as nomUsage',
      'sexe',
      'date_naissance as dateNaissance',
      'code_commune_naissance as codeCommuneNaissance',
      'code_pays_naissance as codePaysNaissance',
      'email',
      'email_prouve_at as emailProuveAt',
      'identite_certifiee as identiteCertifiee',
      'created_at as createdAt',
    ])
    .executeTakeFirst();
}

/** Names of agents, for histories: what the scope's organisation may see of its own people. */
export async function nomsOfAgents(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await comptes(tx)
    .selectFrom('personnes')
    .where('id', 'in', [...ids])
    .select(['id', 'prenoms', 'nom_usage as nom'])
    .execute();
  return new Map(rows.map((row) => [row.id, [row.prenoms[0], row.nom].filter(Boolean).join(' ')]));
}

/** True when an invitation of this address was taken by another account: the same agent through another provider, say. */
export async function isInvitationTaken(tx: Tx, email: string): Promise<boolean> {
  const row = await comptes(tx)
    .selectFrom('membres')
    .where('email', '=', email)
    .where('personne_id', 'is not', null)
    .where('left_at', 'is', null)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type Adhesion = {
  readonly membreId: string;
  readonly organisationId: string;
  readonly slug: string;
  readonly nom: string;
  readonly siren: string;
  readonly roles: readonly Role[];
};

/** The organisations where a person has a role today. */
export async function adhesionsOf(tx: Tx, personneId: string): Promise<Adhesion[]> {
  return comptes(tx)
    .selectFrom('membres')
    .innerJoin('organisations', 'organisations.id', 'membres.organisation_id')
    .where('membres.personne_id', '=', personneId)
    .where('membres.left_at', 'is', null)
    .select([
      'membres.id as membreId',
      'organisations.id as organisationId',
      'organisations.slug',
      'organisations.nom',
      'organisations.siren',
      'membres.roles',
    ])
    .orderBy('organisations.nom')
    .execute();
}
