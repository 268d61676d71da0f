import type { Task } from '../../../platform/jobs/task.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import type { Moteur } from '../moteur.ts';
import { listRejetsAEcrire } from '../storage/recours.ts';
import { writeRejetImplicite } from '../use-cases/write-rejet-implicite.ts';

const BATCH = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Every night, the recours that nobody answered until the day that has just ended, or until any day before it. One
 * transaction each: killed anywhere, the next run goes on, and what is done is not done twice.
 */
export function rejeterRecours(moteur: Moteur): Task<null> {
  return {
    name: 'rejeter-recours',
    parse: () => null,
    async run(_payload, { signal }) {
      const aujourdhui = fromPlainDate(moteur.clock.today());
      const errors: unknown[] = [];
      for (let after = FIRST; ; ) {
        const from = after;
        const page = await moteur.db.read({ systeme: true }, (tx) => listRejetsAEcrire(tx, aujourdhui, from, BATCH));
        for (const recours of page) {
          signal.throwIfAborted();
          // One that cannot be written does not keep the law from the others.
          await writeRejetImplicite(moteur, recours).catch((error: unknown) => errors.push(error));
        }
        const last = page.at(-1);
        if (last === undefined || page.length < BATCH) break;
        after = last.decisionId;
      }
      if (errors.length > 0) throw new AggregateError(errors, `Silence was not written on ${errors.length} recours`);
    },
  };
}
