import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import type { GrilleLue } from '../domain/etape-compteurs.ts';
import { keepRuralite } from '../use-cases/keep-ruralite.ts';
import { projeterEtape } from '../use-cases/projeter-etape.ts';

/** Leaves of the journal a transaction. */
const LOT = 2000;

/**
 * Every minute: the figures of the point d’étape follow the journal. A page that is read meanwhile does the same; only
 * here are they told by a grid that is new.
 *
 * @param grille undefined when nobody gave INSEE’s
 */
export function tenirEtapeAJour(
  noyau: Pick<Noyau, 'db' | 'clock'>,
  grille: (() => Promise<GrilleLue | undefined>) | undefined,
): Task<null> {
  return {
    name: 'tenir-etape-a-jour',
    parse: () => null,
    async run(_payload, { signal }) {
      for (let more = true; more && !signal.aborted; ) more = await projeterEtape(noyau, { limit: LOT, wait: true });
      const lue = await grille?.();
      if (lue && !signal.aborted) await keepRuralite(noyau, lue);
    },
  };
}
