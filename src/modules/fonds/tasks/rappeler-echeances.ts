import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { addDays, fromPlainDate, type Jour } from '../../../values/jour.ts';
import { membresOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { SEUILS, seuilAtteint } from '../domain/echeances.ts';
import { isManager, mayBeAssigned } from '../policies.ts';
import { insertRappel, listProchaines, type Prochaine } from '../storage/rappels-echeance.ts';
import { courrierInstruction } from './courrier-instruction.ts';

/**
 * Every morning: what is due in 30 days and in 7, to whoever examines the request, or to the managers when nobody does.
 * Each is recalled once, and a morning is one mail for each of them.
 */
export function rappelerEcheances(noyau: Noyau): Task<null> {
  return {
    name: 'rappeler-echeances',
    parse: () => null,
    async run() {
      const aujourdhui = fromPlainDate(noyau.clock.today());
      const until = addDays(aujourdhui, Math.max(...SEUILS));
      const all = await noyau.db.read({ systeme: true }, (tx) => listProchaines(tx, aujourdhui, until));
      for (const [organisationId, prochaines] of Map.groupBy(all, (one) => one.organisationId)) {
        // The notes and the mails are one: killed in between, neither happened.
        await noyau.db.transaction({ systeme: true }, (tx) =>
          rappeler(tx, noyau, { organisationId, prochaines, aujourdhui }),
        );
      }
    },
  };
}

type Matin = {
  readonly organisationId: string;
  readonly prochaines: readonly Prochaine[];
  readonly aujourdhui: Jour;
};

async function rappeler(tx: Tx, noyau: Noyau, { organisationId, prochaines, aujourdhui }: Matin): Promise<void> {
  const membres = await membresOf(tx, organisationId);
  const instructeurs = new Set(membres.flatMap((one) => (mayBeAssigned(one.roles) ? [one.personneId] : [])));
  const managers = membres.flatMap((one) => (isManager(one.roles) ? [one.personneId] : []));
  const destinataires = new Set<string>();
  for (const { instructeurId, ...prochaine } of prochaines) {
    const seuil = seuilAtteint(prochaine.le, aujourdhui);
    if (seuil === undefined) continue;
    // Whoever left, or examines no more, is nobody.
    const told = instructeurId && instructeurs.has(instructeurId) ? [instructeurId] : managers;
    for (const destinataireId of told) {
      if (!(await insertRappel(tx, { ...prochaine, seuil, destinataireId, donneLe: aujourdhui }))) continue;
      destinataires.add(destinataireId);
      await append(tx, noyau, {
        acteur: { type: 'systeme', id: 'fonds' },
        organisation: organisationId,
        sujet: { type: 'candidature', id: prochaine.dossierId },
        type: 'candidature.echeance_rappelee',
        contenu: { echeance: prochaine.echeance, le: prochaine.le, seuil, destinataire: destinataireId },
      });
    }
  }
  for (const destinataireId of destinataires) {
    await enqueue(tx, courrierInstruction, { objet: 'echeances', organisationId, destinataireId, donneLe: aujourdhui });
  }
}
