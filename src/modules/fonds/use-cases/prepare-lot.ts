import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { sumMontants } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { NATURES } from '../domain/plan.ts';
import { assertMayManage } from '../policies.ts';
import { insertLot, type LigneToInsert, nextNumeroLot, takeVersementsAPayer } from '../storage/lots.ts';
import { journaliser } from './on-subvention.ts';

/**
 * Puts every payment that waits in one sheet for the accountant. A payment is never in two sheets: they leave with the
 * statement that takes them, and the database refuses a second line that is not rejected.
 */
export async function prepareLot(noyau: Noyau, agent: Agent): Promise<Result<string>> {
  assertMayManage(agent);
  const organisationId = agent.organisation.id;
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const taken = await takeVersementsAPayer(tx, organisationId);
    if (taken.length === 0) return refuse('Aucun versement n’attend d’être payé.');
    const id = newId<'LotPaiement'>(noyau.clock, noyau.random);
    const numero = await nextNumeroLot(tx, noyau.clock.today().year);
    const lignes = taken.map(
      (one, index): LigneToInsert => ({
        id: newId<'LignePaiement'>(noyau.clock, noyau.random),
        versementId: one.versementId,
        reference: `${numero}-${String(index + 1).padStart(4, '0')}`,
        siret: one.siret,
        nom: one.nom,
        libelle: `${NATURES[one.nature]} ${one.rang}, subvention ${one.numero}`,
        montant: one.montant,
      }),
    );
    const montant = sumMontants(lignes.map((ligne) => ligne.montant));
    const lot = { id, organisationId, numero, montant, acteurId: agent.personneId, lignes };
    await insertLot(tx, lot, noyau.clock.now());
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'lot_paiement', id },
      type: 'lot_paiement.prepare',
      contenu: { numero, nombre: lignes.length, montant },
    });
    for (const { subventionId, versementId, rang, montant: part } of taken) {
      const subvention = { id: subventionId, organisationId };
      const contenu = { versement: versementId, rang, montant: part, lot: id };
      await journaliser(tx, noyau, agent, subvention, 'subvention.versement_mis_en_paiement', contenu);
    }
    return ok(id);
  });
}
