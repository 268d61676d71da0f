import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { formatMontant, type Montant, sumMontants, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type CauseCaducite, checkCaducite } from '../domain/caducite.ts';
import { applyAction } from '../domain/subvention.ts';
import { motifDeCaducite } from '../domain/valeurs-acte.ts';
import { assertMayAward } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { listVersements, retireVersementsPrevus } from '../storage/versements.ts';
import { refusDesVersementsEnCours } from './close-subvention.ts';
import { holdSubvention, journaliser, moveCredits, resteAEngager } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type Caducite = {
  readonly subventionId: string;
  readonly cause: CauseCaducite;
  /** Of the act that declares it: « Décision n° 2024-12 ». */
  readonly reference: string;
  /** How much of what was paid the beneficiary owes back, all or part of it (décret n° 2018-514, art. 14). */
  readonly reversement: Montant;
};

/** Ends a subvention whose project did not begin, or did not end, in time: what is left goes back to the enveloppe. */
export async function declareCaducite(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cause, reference, reversement }: Caducite,
): Promise<Result<void>> {
  assertMayAward(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('constater_caducite', subvention.statut);
    if (!applied.ok) return applied;
    const aujourdhui = fromPlainDate(noyau.clock.today());
    const checked = checkCaducite(cause, { ...subvention, aujourdhui });
    if (!checked.ok) return checked;
    const versements = await listVersements(tx, subventionId);
    const pending = refusDesVersementsEnCours(versements);
    if (pending) return refuse(pending);
    const paye = sumMontants(versements.map(({ montantLiquide }) => montantLiquide ?? ZERO));
    if (reversement > paye) {
      return refuse(`${formatMontant(paye, 'if-any')} ont été payés : le bénéficiaire ne reverse pas davantage.`);
    }
    const { vers, operation } = applied.value;
    const degage = await resteAEngager(tx, subventionId);
    if (operation) {
      const motif = `Caducité ${subvention.numero}`;
      await moveCredits(tx, noyau, agent, subvention, { type: operation, montant: degage, motif, autorite: reference });
    }
    await retireVersementsPrevus(tx, subventionId);
    await saveSubvention(tx, subventionId, { statut: vers, reversement_du: reversement, fin_motif: reference });
    const acte = { etat: 'signe', origine: subventionId, date: aujourdhui } as const;
    const lettre = { type: 'caducite', reference, cause, verse: paye, reversement } as const;
    await prepareActe(tx, noyau, agent, subvention, { ...acte, faits: lettre });
    if (reversement > 0) {
      const motif = [motifDeCaducite(cause, subvention, reference)] as const;
      const faits = { type: 'reversement', montant: reversement, verse: paye, motif } as const;
      await prepareActe(tx, noyau, agent, subvention, { ...acte, faits });
    }
    await journaliser(tx, noyau, agent, subvention, 'subvention.caduque', {
      cause,
      degage,
      reversement,
      enveloppe: subvention.enveloppeId,
    });
    return ok(undefined);
  });
}
