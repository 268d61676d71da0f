import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { administrateursOf, endPlace, findPlace, lockEquipe } from '../storage/membres.ts';
import { prevenir } from '../tasks/courrier-membre.ts';
import { type Agent, porteeOf } from './agent.ts';
import { isLast, journaliserMembre } from './place-of.ts';

/** One's own way out. The administrators are told, and the last of them cannot go. */
export function leaveOrganisation(noyau: Noyau, agent: Agent): Promise<Result<void>> {
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    await lockEquipe(tx, agent.organisation.id);
    const membre = await findPlace(tx, agent.organisation.id, { personneId: agent.personneId });
    if (!membre) throw new NotFound('Vous ne faites plus partie de cette organisation.');
    if (await isLast(tx, membre)) return refuse(VOUS_SEUL);
    await endPlace(tx, membre.id, noyau.clock.now());
    await journaliserMembre(tx, noyau, agent, membre, { type: 'membre.parti' });
    const { id: membreId } = membre;
    await prevenir(tx, { courriel: 'depart', membreId, parId: agent.personneId });
    for (const { membreId: destinataireId } of await administrateursOf(tx, agent.organisation.id)) {
      await prevenir(tx, { courriel: 'depart_annonce', membreId, destinataireId, parId: agent.personneId });
    }
    return ok(undefined);
  });
}

const VOUS_SEUL =
  'Vous êtes le dernier administrateur de cette organisation\u00a0: donnez d’abord ce rôle à une autre personne, qui doit s’être connectée.';
