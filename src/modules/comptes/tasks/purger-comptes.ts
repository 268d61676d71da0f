import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { purgeExpired } from '../storage/sessions.ts';

/** Removes what is over: sessions, unfinished sign-ins, used links, forms nobody came back for. */
export function purgerComptes({ db, clock }: Noyau): Task<null> {
  return {
    name: 'purger-comptes',
    parse: () => null,
    run: () => db.transaction({ systeme: true }, (tx) => purgeExpired(tx, clock.now())),
  };
}
