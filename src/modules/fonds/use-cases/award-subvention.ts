import type { Noyau } from '../../../platform/services.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { checkDecision, type ErreursDecision } from '../domain/decision.ts';
import { applyAction } from '../domain/subvention.ts';
import { assertMayAward } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { holdSubvention, journaliser, moveCredits } from './on-subvention.ts';

export type Attribution = {
  readonly subventionId: string;
  /** Of the act: « Arrêté n° 2021-1042 ». */
  readonly reference: string;
  readonly decideeLe: Jour;
  /** The last day to begin the project (décret n° 2018-514, art. 8): after it, lapse may be declared. */
  readonly commencerAvant: Jour | null;
};

/** Signs the award: the beneficiary may count on it. */
export async function awardSubvention(
  noyau: Noyau,
  agent: Agent,
  { subventionId, reference, decideeLe, commencerAvant }: Attribution,
): Promise<Result<void, ErreursDecision>> {
  assertMayAward(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('attribuer', subvention.statut);
    if (!applied.ok) return { ok: false, error: { statut: applied.error } };
    const checked = checkDecision({ ...subvention, decideeLe, commencerAvant });
    if (!checked.ok) return checked;
    const { vers, operation } = applied.value;
    if (operation) {
      const motif = `Attribution ${subvention.numero}`;
      await moveCredits(tx, noyau, agent, subvention, {
        type: operation,
        montant: subvention.montant,
        motif,
        autorite: reference,
      });
    }
    await saveSubvention(tx, subventionId, {
      statut: vers,
      reference_decision: reference,
      decidee_le: decideeLe,
      commencer_avant: commencerAvant,
    });
    await journaliser(tx, noyau, agent, subvention, 'subvention.attribuee', {
      montant: subvention.montant,
      enveloppe: subvention.enveloppeId,
      decideeLe,
      commencerAvant,
    });
    return ok(undefined);
  });
}
