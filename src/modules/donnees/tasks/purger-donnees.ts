import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { eraseDonneesDeSource } from '../../demarches/index.ts';
import { listAllOf } from '../storage/habilitations.ts';
import { purgeNotifications } from '../storage/notifications.ts';

/** Notifications are recognised for a year; older ones are older than any date that counts. */
const NOTIFICATIONS_KEPT = { months: 12 };

/**
 * Every night: what API Particulier gave is erased from dossiers once the time declared in DataPass is over, counted
 * from the decision. Also when the habilitation itself is over: the duty remains.
 */
export function purgerDonnees(noyau: Noyau): Task<null> {
  return {
    name: 'purger-donnees-des-sources',
    parse: () => null,
    async run(_payload, { logger, signal }) {
      const now = noyau.clock.now().toZonedDateTimeISO('Europe/Paris');
      const habilitations = await noyau.db.transaction({ systeme: true }, async (tx) => {
        await purgeNotifications(tx, now.subtract(NOTIFICATIONS_KEPT).toInstant());
        return listAllOf(tx, 'api_particulier');
      });
      for (const { id, demarcheId, conservationMois } of habilitations) {
        if (signal.aborted) return; // What remains is done tomorrow.
        const dossiers = await eraseDonneesDeSource(noyau, {
          demarcheId,
          prefixe: 'api_particulier.',
          decidesAvant: now.subtract({ months: conservationMois }).toInstant(),
          habilitationId: id,
        });
        if (dossiers > 0) logger.info({ habilitationId: id, dossiers }, 'data of a source erased');
      }
    },
  };
}
