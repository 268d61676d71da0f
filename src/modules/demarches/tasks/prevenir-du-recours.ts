import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import type { Moteur } from '../moteur.ts';
import { findNouveaute, takeNouveaute } from '../storage/nouveautes.ts';
import { agentsOf, estPrevenu } from '../use-cases/agents-a-prevenir.ts';
import { lieuOf } from '../use-cases/extensions.ts';
import { courrierAgent, prevenirDuRecours } from './prevenir-agents.ts';

/** Queues one mail to each agent who is told of a recours. Run again, it finds that it was done. */
export function prevenirLesAgents(moteur: Moteur): Task<{ readonly nouveauteId: string }> {
  return {
    ...prevenirDuRecours,
    async run({ nouveauteId }) {
      await moteur.db.transaction({ systeme: true }, async (tx) => {
        if (!(await takeNouveaute(tx, nouveauteId, fromPlainDate(moteur.clock.today())))) return;
        const nouveaute = await findNouveaute(tx, nouveauteId);
        if (!nouveaute) throw new Error(`The dossier of ${nouveauteId} is gone`);
        const { organisationId, demarcheId } = nouveaute;
        const lieu = await lieuOf(tx, moteur, demarcheId);
        for (const agent of await agentsOf(tx, organisationId)) {
          if (!estPrevenu(agent, lieu, 'recours')) continue;
          const { personneId } = agent;
          await enqueue(tx, courrierAgent, { objet: 'recours', organisationId, personneId, nouveauteId });
        }
      });
    },
  };
}
