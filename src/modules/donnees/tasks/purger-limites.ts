import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { purgeLimites } from '../storage/limites.ts';

/** Forgets the counts of windows long over. */
export function purgerLimites({ db, clock }: Pick<Noyau, 'db' | 'clock'>): Task<null> {
  return {
    name: 'purger-limites-des-sources',
    parse: () => null,
    run: () => db.transaction({ systeme: true }, (tx) => purgeLimites(tx, clock.now().subtract({ hours: 2 }))),
  };
}
