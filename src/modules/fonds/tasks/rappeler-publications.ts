import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { append } from '../../journal/index.ts';
import { rappelDu } from '../domain/publication.ts';
import { publiables } from '../storage/publiables.ts';
import { noteRappels, type Rappel } from '../storage/rappels-publication.ts';
import { echeanceOf } from '../use-cases/describe-publication.ts';
import { courrierPublication } from './courrier-publication.ts';

/** Every morning: 30 and 7 days before an agreement must be published. Each reminder is given once, in one mail a fund. */
export function rappelerPublications(deps: Noyau): Task<null> {
  return {
    name: 'rappeler-publications',
    parse: () => null,
    async run(_payload, { signal }) {
      const aujourdhui = fromPlainDate(deps.clock.today());
      const rappels = await deps.db.transaction({ systeme: true }, async (tx) => {
        const found: Rappel[] = [];
        for await (const batch of publiables(tx, { jamaisPubliees: true })) {
          for (const one of batch) {
            const echeance = echeanceOf(one);
            const seuil = echeance === null ? undefined : rappelDu(echeance, aujourdhui);
            if (echeance === null || seuil === undefined) continue;
            found.push({ subventionId: one.id, organisationId: one.organisationId, seuil, echeance });
          }
        }
        return found;
      });
      for (const group of Map.groupBy(rappels, ({ organisationId, seuil }) => `${organisationId} ${seuil}`).values()) {
        if (signal.aborted) return; // What remains is done tomorrow.
        await remind(deps, group);
      }
    },
  };
}

/** The note and the mail are one: killed in between, neither happened. */
async function remind(deps: Noyau, group: readonly Rappel[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { organisationId, seuil } = first;
  await deps.db.transaction({ systeme: true }, async (tx) => {
    const subventions = [...(await noteRappels(tx, group, deps.clock.now()))];
    if (subventions.length === 0) return;
    await enqueue(tx, courrierPublication, { organisationId, seuil, subventions });
    await append(tx, deps, {
      acteur: { type: 'systeme', id: 'rappeler-publications' },
      organisation: organisationId,
      sujet: { type: 'organisation', id: organisationId },
      type: 'subventions.echeance_rappelee',
      contenu: { seuil, nombre: subventions.length },
    });
  });
}
