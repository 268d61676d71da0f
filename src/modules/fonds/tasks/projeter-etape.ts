import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { projeterEtape } from '../use-cases/projeter-etape.ts';

/** Leaves of the journal a transaction. */
const LOT = 2000;

/** Every minute: the figures of the point d’étape follow the journal. A page that is read meanwhile does the same. */
export function tenirEtapeAJour(noyau: Pick<Noyau, 'db' | 'clock'>): Task<null> {
  return {
    name: 'tenir-etape-a-jour',
    parse: () => null,
    async run(_payload, { signal }) {
      for (let more = true; more && !signal.aborted; ) more = await projeterEtape(noyau, { limit: LOT, wait: true });
    },
  };
}
