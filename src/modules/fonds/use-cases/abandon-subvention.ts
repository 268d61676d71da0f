import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { applyAction } from '../domain/subvention.ts';
import { assertMayAward } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { type ActeurSubvention, holdSubvention, journaliser, moveCredits, resteAEngager } from './on-subvention.ts';

export type Abandon = { readonly subventionId: string; readonly motif: string };

/** A proposal that falls, an award that its beneficiary gives up: all the credits come back. */
export async function abandonSubvention(noyau: Noyau, agent: Agent, abandon: Abandon): Promise<Result<void>> {
  assertMayAward(agent);
  return noyau.db.transaction(porteeOf(agent), (tx) => abandonSubventionIn(tx, noyau, agent, abandon));
}

/** The same in the transaction of what makes it fall. */
export async function abandonSubventionIn(
  tx: Tx,
  noyau: Noyau,
  agent: ActeurSubvention,
  { subventionId, motif }: Abandon,
): Promise<Result<void>> {
  const subvention = await holdSubvention(tx, subventionId);
  const applied = applyAction('abandonner', subvention.statut);
  if (!applied.ok) return applied;
  const { vers, operation } = applied.value;
  const montant = await resteAEngager(tx, subventionId);
  if (operation) {
    const autorite = subvention.referenceDecision ?? 'Instruction de la demande';
    await moveCredits(tx, noyau, agent, subvention, {
      type: operation,
      montant,
      motif: `Abandon ${subvention.numero}`,
      autorite,
    });
  }
  await saveSubvention(tx, subventionId, { statut: vers, fin_motif: motif });
  await journaliser(tx, noyau, agent, subvention, 'subvention.abandonnee', {
    montant,
    enveloppe: subvention.enveloppeId,
    etait: subvention.statut,
  });
  return ok(undefined);
}
