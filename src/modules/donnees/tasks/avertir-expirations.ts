import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { append } from '../../journal/index.ts';
import { finLaPlusProche, seuilAtteint } from '../domain/habilitation.ts';
import { listEnVigueur, noteAlerte } from '../storage/habilitations.ts';
import { courrierHabilitation } from './courrier-habilitation.ts';

/** Every morning: 90, 30 and 7 days before the end, and once it is over. Each warning is given once. */
export function avertirExpirations(deps: Noyau): Task<null> {
  return {
    name: 'avertir-expirations',
    parse: () => null,
    async run() {
      const aujourdhui = fromPlainDate(deps.clock.today());
      const habilitations = await deps.db.transaction({ systeme: true }, listEnVigueur);
      for (const habilitation of habilitations) {
        const fin = finLaPlusProche(habilitation);
        const seuil = seuilAtteint(fin, aujourdhui);
        if (seuil === undefined) continue;
        // The note and the mail are one: killed in between, neither happened.
        await deps.db.transaction({ systeme: true }, async (tx) => {
          if (!(await noteAlerte(tx, habilitation.id, seuil, fin))) return;
          await enqueue(tx, courrierHabilitation, { objet: 'expiration', habilitationId: habilitation.id, seuil });
          await append(tx, deps, {
            acteur: { type: 'systeme', id: 'avertir-expirations' },
            organisation: habilitation.organisationId,
            sujet: { type: 'habilitation', id: habilitation.id },
            type: 'habilitation.expiration_annoncee',
            contenu: { fin, seuil },
          });
        });
      }
    },
  };
}
