import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import { endPlace, findPlace, lockInvitations, saveRoles, takeInvitation } from '../storage/membres.ts';

/**
 * Gives an invited agent their places, in the transaction of the sign-in. Signing in gives no right by itself: only an
 * invitation of this e-mail, by the organisation for which the provider vouches.
 */
export async function joinOrganisations(
  tx: Tx,
  noyau: Noyau,
  agent: { readonly personneId: string; readonly email: string; readonly siren: string },
): Promise<void> {
  const now = noyau.clock.now();
  for (const { id, organisationId, roles } of await lockInvitations(tx, agent, now)) {
    const place = await findPlace(tx, organisationId, { personneId: agent.personneId });
    if (place) {
      // They changed address, and were invited under the new one: the roles add up, in the place that they have.
      await saveRoles(tx, place.id, [...new Set([...place.roles, ...roles])]);
      await endPlace(tx, id, now);
    } else {
      await takeInvitation(tx, id, agent.personneId, now);
    }
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'membre', id: place?.id ?? id },
      type: 'membre.arrive',
      contenu: { invitation: id, roles: [...roles] },
      lecteurs: [agent.personneId],
    });
  }
}
