import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { finDeLInvitation } from '../domain/equipe.ts';
import { renewInvitation } from '../storage/membres.ts';
import { prevenir } from '../tasks/courrier-membre.ts';
import { administrer } from './administrer.ts';
import type { Agent } from './agent.ts';
import { journaliserMembre, placeOf } from './place-of.ts';

/** Minutes between two messages to the same address: a button pressed in haste writes once. */
const ENTRE_DEUX_ENVOIS = 5;

/** Sends an invitation again, good for another month. */
export function resendInvitation(noyau: Noyau, agent: Agent, membreId: string): Promise<Result<void>> {
  return administrer(noyau, agent, async (tx) => {
    const membre = await placeOf(tx, agent, membreId);
    const now = noyau.clock.now();
    if (membre.personneId) return refuse('Cette personne a déjà accepté l’invitation.');
    if (Temporal.Instant.compare(membre.invitedAt.add({ minutes: ENTRE_DEUX_ENVOIS }), now) > 0) {
      return refuse('L’invitation vient d’être envoyée. Attendez quelques minutes avant de la renvoyer.');
    }
    const invitation = { roles: membre.roles, invitedBy: agent.personneId, expiresAt: finDeLInvitation(now) };
    await renewInvitation(tx, membre.id, { ...invitation, invitedAt: now });
    await journaliserMembre(tx, noyau, agent, membre, { type: 'membre.invitation_renvoyee' });
    await prevenir(tx, { courriel: 'invitation', membreId, parId: agent.personneId });
    return ok(undefined);
  });
}
