import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Membre } from '../domain/equipe.ts';
import type { Role } from '../domain/role.ts';
import { type ComptesTables, comptes } from './tables.ts';

export type InvitationToInsert = {
  readonly id: string;
  readonly organisation: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly invitedBy: string | null;
  readonly expiresAt: Temporal.Instant | null;
};

/** @returns the ids of those that were not there yet: who is invited already is left alone */
export async function insertInvitations(
  tx: Tx,
  invitations: readonly InvitationToInsert[],
  at: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  if (invitations.length === 0) return new Set();
  const rows = await comptes(tx)
    .insertInto('membres')
    .values(
      invitations.map(({ id, organisation, email, roles, invitedBy, expiresAt }) => ({
        id,
        organisation_id: organisation,
        personne_id: null,
        email: email.toLowerCase(),
        roles: [...roles],
        invited_at: at,
        invited_by: invitedBy,
        expires_at: expiresAt,
        joined_at: null,
        left_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organisation_id', 'email']).where('left_at', 'is', null).doNothing())
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A member who came, and where to write to them. */
export type MembreJoignable = {
  readonly membreId: string;
  readonly personneId: string;
  readonly roles: readonly Role[];
  readonly email: string;
};

/** Those who have signed in at least once, in the order of their addresses. */
export async function membresOf(tx: Tx, organisationId: string): Promise<MembreJoignable[]> {
  const rows = await comptes(tx)
    .selectFrom('membres')
    .where('organisation_id', '=', organisationId)
    .where('personne_id', 'is not', null)
    .where('left_at', 'is', null)
    .select(['id as membreId', 'personne_id as personneId', 'roles', 'email'])
    .orderBy('email')
    .execute();
  return rows.flatMap(({ personneId, ...membre }) => (personneId ? [{ ...membre, personneId }] : []));
}

/** An address that was invited, and from which nobody signed in yet. */
type Invite = Pick<MembreJoignable, 'email' | 'roles'>;

/** Those whose invitation holds at this instant, in the order of their addresses. */
export async function invitesOf(tx: Tx, organisationId: string, at: Temporal.Instant): Promise<readonly Invite[]> {
  return comptes(tx)
    .selectFrom('membres')
    .where('organisation_id', '=', organisationId)
    .where('personne_id', 'is', null)
    .where('left_at', 'is', null)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', at)]))
    .select(['email', 'roles'])
    .orderBy('email')
    .execute();
}

/**
 * Changes among the people of an organisation take turns, until the transaction ends: two administrators who remove each
 * other at once must not leave it without any.
 */
export async function lockEquipe(tx: Tx, organisationId: string): Promise<void> {
  await comptes(tx)
    .selectFrom('organisations')
    .where('id', '=', organisationId)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst();
}

const COLUMNS = [
  'membres.id as id',
  'membres.organisation_id as organisationId',
  'membres.personne_id as personneId',
  'membres.email as email',
  'membres.roles as roles',
  'membres.invited_at as invitedAt',
  'membres.expires_at as expiresAt',
  'membres.joined_at as joinedAt',
  'membres.left_at as leftAt',
] as const;

/** Also a place that was left: for what is written about it. */
export async function findMembre(tx: Tx, id: string): Promise<Membre | undefined> {
  return comptes(tx).selectFrom('membres').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** A place that holds today, in this organisation. */
export async function findPlace(
  tx: Tx,
  organisationId: string,
  by: { readonly id: string } | { readonly personneId: string } | { readonly email: string },
): Promise<Membre | undefined> {
  return comptes(tx)
    .selectFrom('membres')
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .$if('id' in by, (query) => query.where('id', '=', 'id' in by ? by.id : ''))
    .$if('personneId' in by, (query) => query.where('personne_id', '=', 'personneId' in by ? by.personneId : ''))
    .$if('email' in by, (query) => query.where('email', '=', 'email' in by ? by.email : ''))
    .select(COLUMNS)
    .executeTakeFirst();
}

/** Who administers an organisation today: ids of the people, and of their places. */
export async function administrateursOf(
  tx: Tx,
  organisationId: string,
): Promise<readonly { readonly membreId: string; readonly personneId: string }[]> {
  const rows = await comptes(tx)
    .selectFrom('membres')
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .where(sql<boolean>`'administrateur' = any(roles)`)
    .select(['id as membreId', 'personne_id as personneId'])
    .execute();
  return rows.flatMap(({ membreId, personneId }) => (personneId ? [{ membreId, personneId }] : []));
}

export type MembreListe = Membre & { readonly prenoms: readonly string[] | null; readonly nom: string | null };

export type PageMembres = { readonly apres?: string; readonly avant?: string; readonly taille: number };

/** In the order of their addresses, one more than asked when there are more. `apres`, `avant`: id of a place. */
export async function listMembres(tx: Tx, organisationId: string, page: PageMembres): Promise<MembreListe[]> {
  const { apres, avant, taille } = page;
  const rows = await comptes(tx)
    .selectFrom('membres')
    .leftJoin('personnes', 'personnes.id', 'membres.personne_id')
    .where('membres.organisation_id', '=', organisationId)
    .where('membres.left_at', 'is', null)
    .$if(apres !== undefined, (query) => query.where('membres.email', '>', emailOf(tx, apres ?? '')))
    .$if(avant !== undefined, (query) => query.where('membres.email', '<', emailOf(tx, avant ?? '')))
    .select([...COLUMNS, 'personnes.prenoms as prenoms', 'personnes.nom_usage as nom'])
    .orderBy('membres.email', avant === undefined ? 'asc' : 'desc')
    .limit(taille + 1)
    .execute();
  return avant === undefined ? rows : rows.toReversed();
}

function emailOf(tx: Tx, id: string): SelectQueryBuilder<ComptesTables, 'membres', { email: string }> {
  return comptes(tx).selectFrom('membres').where('id', '=', id).select('email');
}

export async function saveRoles(tx: Tx, id: string, roles: readonly Role[]): Promise<void> {
  await comptes(tx)
    .updateTable('membres')
    .set({ roles: [...roles] })
    .where('id', '=', id)
    .execute();
}

export async function endPlace(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await comptes(tx).updateTable('membres').set({ left_at: at }).where('id', '=', id).execute();
}

/** Offers the place again: another month, in the name of who offers it now. */
export async function renewInvitation(
  tx: Tx,
  id: string,
  invitation: {
    readonly roles: readonly Role[];
    readonly invitedAt: Temporal.Instant;
    readonly invitedBy: string | null;
    readonly expiresAt: Temporal.Instant;
  },
): Promise<void> {
  await comptes(tx)
    .updateTable('membres')
    .set({
      roles: [...invitation.roles],
      invited_at: invitation.invitedAt,
      invited_by: invitation.invitedBy,
      expires_at: invitation.expiresAt,
    })
    .where('id', '=', id)
    .execute();
}

/**
 * The invitations that an agent may take, held until the transaction ends: only of the organisation for which the
 * provider vouches (its SIREN), of this very e-mail, and not ended.
 */
export async function lockInvitations(
  tx: Tx,
  agent: { readonly email: string; readonly siren: string },
  now: Temporal.Instant,
): Promise<Membre[]> {
  return comptes(tx)
    .selectFrom('membres')
    .innerJoin('organisations', 'organisations.id', 'membres.organisation_id')
    .where('organisations.siren', '=', agent.siren)
    .where('membres.email', '=', agent.email)
    .where('membres.personne_id', 'is', null)
    .where('membres.left_at', 'is', null)
    .where((row) => row.or([row('membres.expires_at', 'is', null), row('membres.expires_at', '>', now)]))
    .select(COLUMNS)
    .forUpdate('membres')
    .execute();
}

export async function takeInvitation(tx: Tx, id: string, personneId: string, at: Temporal.Instant): Promise<void> {
  await comptes(tx)
    .updateTable('membres')
    .set({ personne_id: personneId, joined_at: at })
    .where('id', '=', id)
    .execute();
}

/** Places of one person in one organisation become one, with the roles of both: before two accounts become one. */
export async function foldPlaces(
  tx: Tx,
  { conservee, absorbee }: { readonly conservee: string; readonly absorbee: string },
  at: Temporal.Instant,
): Promise<void> {
  const places = await comptes(tx)
    .selectFrom('membres')
    .where('personne_id', 'in', [conservee, absorbee])
    .where('left_at', 'is', null)
    .select(COLUMNS)
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const twice of places.filter(({ personneId }) => personneId === absorbee)) {
    const kept = places.find(
      ({ personneId, organisationId }) => personneId === conservee && organisationId === twice.organisationId,
    );
    if (!kept) continue;
    await saveRoles(tx, kept.id, [...new Set([...kept.roles, ...twice.roles])]);
    await endPlace(tx, twice.id, at);
  }
}

/** Addresses of who never came: an invitation withdrawn or ended since then says nothing more to anybody. */
export async function deleteOldInvitations(tx: Tx, before: Temporal.Instant): Promise<void> {
  await comptes(tx)
    .deleteFrom('membres')
    .where('personne_id', 'is', null)
    .where((row) => row.or([row('left_at', '<', before), row('expires_at', '<', before)]))
    .execute();
}

/** Where to write to those who administer an organisation, invited or already there. */
export async function courrielsDesAdministrateurs(tx: Tx, organisationId: string): Promise<readonly string[]> {
  const rows = await comptes(tx)
    .selectFrom('membres')
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .where(sql<boolean>`'administrateur' = any (roles)`)
    .select('email')
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}
