import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Role } from '../domain/role.ts';
import { comptes } from './tables.ts';

export type InvitationToInsert = {
  readonly id: string;
  readonly organisation: string;
  readonly email: string;
  readonly roles: readonly Role[];
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
      invitations.map(({ id, organisation, email, roles }) => ({
        id,
        organisation_id: organisation,
        personne_id: null,
        email: email.toLowerCase(),
        roles: [...roles],
        invited_at: at,
        joined_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organisation_id', 'email']).doNothing())
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Where to write to those who administer an organisation, invited or already there. */
export async function courrielsDesAdministrateurs(tx: Tx, organisationId: string): Promise<readonly string[]> {
  const rows = await comptes(tx)
    .selectFrom('membres')
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`'administrateur' = any (roles)`)
    .select('email')
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}
