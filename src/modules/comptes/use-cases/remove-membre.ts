import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { DERNIER_ADMINISTRATEUR, type Membre } from '../domain/equipe.ts';
import { endPlace } from '../storage/membres.ts';
import { prevenir } from '../tasks/courrier-membre.ts';
import { administrer } from './administrer.ts';
import type { Agent } from './agent.ts';
import { isLast, journaliserMembre, placeOf } from './place-of.ts';

/** Takes somebody out, or withdraws an invitation: from their next request they see nothing more. */
export function removeMembre(noyau: Noyau, agent: Agent, membreId: string): Promise<Result<Membre>> {
  return administrer(noyau, agent, async (tx) => {
    const membre = await placeOf(tx, agent, membreId);
    if (await isLast(tx, membre)) return refuse(DERNIER_ADMINISTRATEUR);
    await endPlace(tx, membre.id, noyau.clock.now());
    const [type, courriel] = membre.personneId
      ? (['membre.retire', 'retrait'] as const)
      : (['membre.invitation_retiree', 'invitation_retiree'] as const);
    await journaliserMembre(tx, noyau, agent, membre, { type });
    await prevenir(tx, { courriel, membreId, parId: agent.personneId });
    return ok(membre);
  });
}
