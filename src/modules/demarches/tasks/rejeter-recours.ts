import { eachByPages } from '../../../platform/db/each-by-pages.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import type { Moteur } from '../moteur.ts';
import { listRejetsAEcrire } from '../storage/recours.ts';
import { writeRejetImplicite } from '../use-cases/write-rejet-implicite.ts';

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
      const all = eachByPages(
        moteur.db,
        (tx, after, limit) => listRejetsAEcrire(tx, aujourdhui, after, limit),
        ({ decisionId }) => decisionId,
      );
      for await (const recours of all) {
        signal.throwIfAborted();
        // One that cannot be written does not keep the law from the others.
        await writeRejetImplicite(moteur, recours).catch((error: unknown) => errors.push(error));
      }
      if (errors.length > 0) throw new AggregateError(errors, `Silence was not written on ${errors.length} recours`);
    },
  };
}
