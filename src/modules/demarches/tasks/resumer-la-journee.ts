import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { addDays, fromPlainDate, type Jour, startOfJour } from '../../../values/jour.ts';
import type { Moteur } from '../moteur.ts';
import {
  deleteAnnoncees,
  listAnnoncees,
  listOrganisationsAResumer,
  lockAResumer,
  saveAnnoncees,
} from '../storage/nouveautes.ts';
import { agentsOf, estPrevenu } from '../use-cases/agents-a-prevenir.ts';
import { lieuxOf } from '../use-cases/extensions.ts';
import { courrierAgent } from './prevenir-agents.ts';

/** Days during which a mail that waits for its server still finds what it tells. */
const KEPT = 30;

/**
 * Every morning: what happened until the night, whatever the days it covers, in one mail to each agent who wants it. One
 * transaction an organisation; a second run of the same day sends nothing.
 */
export function resumerLaJournee(moteur: Moteur): Task<null> {
  return {
    name: 'resumer-la-journee',
    parse: () => null,
    async run(_payload, { signal }) {
      const aujourdhui = fromPlainDate(moteur.clock.today());
      const before = startOfJour(aujourdhui);
      const ids = await moteur.db.read({ systeme: true }, (tx) => listOrganisationsAResumer(tx, before));
      const errors: unknown[] = [];
      for (const organisationId of ids) {
        signal.throwIfAborted();
        // One that cannot be told does not keep the others from being told.
        await moteur.db
          .transaction({ systeme: true }, (tx) => resumer(tx, moteur, organisationId, aujourdhui))
          .catch((error: unknown) => errors.push(error));
      }
      await moteur.db.transaction({ systeme: true }, (tx) => deleteAnnoncees(tx, addDays(aujourdhui, -KEPT)));
      if (errors.length > 0) throw new AggregateError(errors, `The day was not told to ${errors.length} organisations`);
    },
  };
}

async function resumer(tx: Tx, moteur: Moteur, organisationId: string, aujourdhui: Jour): Promise<void> {
  const ids = await lockAResumer(tx, organisationId, startOfJour(aujourdhui));
  // Asked once they are held: what another process has just told, it told today. What came too late for it waits.
  if (ids.length === 0 || (await listAnnoncees(tx, organisationId, aujourdhui)).length > 0) return;
  await saveAnnoncees(tx, ids, aujourdhui);
  const annoncees = await listAnnoncees(tx, organisationId, aujourdhui);
  const lieux = await lieuxOf(
    tx,
    moteur,
    annoncees.map(({ demarcheId }) => demarcheId),
  );
  for (const agent of await agentsOf(tx, organisationId)) {
    if (!annoncees.some(({ demarcheId, quoi }) => estPrevenu(agent, lieux(demarcheId), quoi))) continue;
    const { personneId } = agent;
    await enqueue(tx, courrierAgent, { objet: 'jour', organisationId, personneId, le: aujourdhui });
  }
}
