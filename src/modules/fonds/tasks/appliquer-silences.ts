import type { Tx } from '../../../platform/db/database.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { listRejetees, listReputees } from '../storage/instruction.ts';
import { applySilenceDecision, applySilenceRecevabilite } from '../use-cases/apply-silence.ts';
import type { OutilsInstruction } from '../use-cases/on-candidature.ts';

const BATCH = 100;

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
        for await (const dossierId of each(outils, list, aujourdhui)) {
          signal.throwIfAborted();
          // One that cannot be rejected does not keep the law from the others.
          await apply(outils, dossierId).catch((error: unknown) => errors.push(error));
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, `Silence had no effect on ${errors.length} requests`);
    },
  };
}

type List = (tx: Tx, aujourdhui: Jour, after: string, limit: number) => Promise<readonly string[]>;

const FIRST = '00000000-0000-0000-0000-000000000000';

async function* each({ db }: OutilsInstruction, list: List, aujourdhui: Jour): AsyncGenerator<string> {
  let after = FIRST;
  for (;;) {
    const from = after;
    const ids = await db.read({ systeme: true }, (tx) => list(tx, aujourdhui, from, BATCH));
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined || ids.length < BATCH) return;
    after = last;
  }
}
