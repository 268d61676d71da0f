import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { addDays, fromPlainDate, type Jour } from '../../../values/jour.ts';
import { membresOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { SEUILS, seuilAtteint } from '../domain/echeances.ts';
import { isManager } from '../policies.ts';
import { type EcheanceProche, insertRappelDeSubvention, listEcheancesProches } from '../storage/rappels-subvention.ts';
import { courrierInstruction } from './courrier-instruction.ts';

/**
 * Every morning: what subventions owe in 30 days and in 7 (the project begins, a payment is proved, the project ends), to
 * those who manage the fund. Each is recalled once, and a morning is one mail for each of them.
 */
export function rappelerSubventions(noyau: Noyau): Task<null> {
  return {
    name: 'rappeler-subventions',
    parse: () => null,
    async run() {
      const aujourdhui = fromPlainDate(noyau.clock.today());
      const until = addDays(aujourdhui, Math.max(...SEUILS));
      const all = await noyau.db.read({ systeme: true }, (tx) => listEcheancesProches(tx, aujourdhui, until));
      for (const [organisationId, proches] of Map.groupBy(all, (one) => one.organisationId)) {
        // The notes and the mails are one: killed in between, neither happened.
        await noyau.db.transaction({ systeme: true }, (tx) => rappeler(tx, noyau, organisationId, proches, aujourdhui));
      }
    },
  };
}

async function rappeler(
  tx: Tx,
  noyau: Noyau,
  organisationId: string,
  proches: readonly EcheanceProche[],
  aujourdhui: Jour,
): Promise<void> {
  let given = 0;
  for (const proche of proches) {
    const seuil = seuilAtteint(proche.le, aujourdhui);
    if (seuil === undefined) continue;
    if (!(await insertRappelDeSubvention(tx, { ...proche, seuil, donneLe: aujourdhui }))) continue;
    given += 1;
    await append(tx, noyau, {
      acteur: { type: 'systeme', id: 'fonds' },
      organisation: organisationId,
      sujet: { type: 'subvention', id: proche.subventionId },
      type: 'subvention.echeance_rappelee',
      contenu: { echeance: proche.echeance, le: proche.le, seuil },
    });
  }
  if (given === 0) return;
  for (const { personneId, roles } of await membresOf(tx, organisationId)) {
    if (!isManager(roles)) continue;
    const courrier = { organisationId, destinataireId: personneId, donneLe: aujourdhui };
    await enqueue(tx, courrierInstruction, { objet: 'subventions', ...courrier });
  }
}
