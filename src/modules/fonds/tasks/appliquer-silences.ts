import { eachByPages } from '../../../platform/db/each-by-pages.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { listRejetees, listReputees } from '../storage/instruction.ts';
import { applySilenceDecision, applySilenceRecevabilite } from '../use-cases/apply-silence.ts';
import type { OutilsInstruction } from '../use-cases/on-candidature.ts';

/**
 * Every night, the effects of silence on the day that has just ended. One transaction a request: killed anywhere, the
 * next run goes on, and what is done is not done twice.
 */
export function appliquerSilences(outils: OutilsInstruction): Task<null> {
  return {
    name: 'appliquer-silences',
    parse: () => null,
    async run(_payload, { signal }) {
      const aujourdhui = fromPlainDate(outils.clock.today());
      const errors: unknown[] = [];
      for (const [list, apply] of [
        [listReputees, applySilenceRecevabilite],
        [listRejetees, applySilenceDecision],
      ] as const) {
        const dossiers = eachByPages(
          outils.db,
          (tx, after, limit) => list(tx, aujourdhui, after, limit),
          (id) => id,
        );
        for await (const dossierId of dossiers) {
          signal.throwIfAborted();
          // One that cannot be rejected does not keep the law from the others.
          await apply(outils, dossierId).catch((error: unknown) => errors.push(error));
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, `Silence had no effect on ${errors.length} requests`);
    },
  };
}
