import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Id, newId } from '../../../values/ids.ts';
import { append } from '../../journal/index.ts';
import type { Role } from '../domain/role.ts';
import { insertInvitations } from '../storage/membres.ts';

export type Invitation = {
  readonly organisation: Id<'Organisation'>;
  /** In lower case: the address by which ProConnect will name the agent. */
  readonly email: string;
  readonly roles: readonly Role[];
};

/**
 * Invites the agents of a demonstration, in a transaction that may write for their organisations: without end, and
 * without a message. Somebody already invited keeps the roles that they have. The invitation becomes theirs when
 * ProConnect vouches for this address in this organisation.
 *
 * @returns how many were new
 */
export async function inviteMembres(tx: Tx, noyau: Noyau, invitations: readonly Invitation[]): Promise<number> {
  const asked = invitations.map((invitation) => ({
    ...invitation,
    id: newId<'Membre'>(noyau.clock, noyau.random),
    invitedBy: null,
    expiresAt: null,
  }));
  const invited = await insertInvitations(tx, asked, noyau.clock.now());
  for (const { id, organisation, roles } of asked) {
    if (!invited.has(id)) continue;
    await append(tx, noyau, {
      acteur: { type: 'systeme', id: 'parvis' },
      organisation,
      sujet: { type: 'membre', id },
      type: 'membre.invite',
      contenu: { roles: [...roles] },
    });
  }
  return invited.size;
}
