import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { formatMontant, type Montant, subtractMontants, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { soldesOfSubvention } from '../storage/enveloppes.ts';
import { insertReversement, isReversementKnown, reverseParSubvention } from '../storage/suites.ts';
import { holdSubvention, journaliser, moveCredits } from './on-subvention.ts';

export type DemandeDeReversement = {
  readonly subventionId: string;
  /** Of the form: sent twice, it counts once. */
  readonly cle: string;
  readonly montant: Montant;
  readonly recuLe: Jour;
  /** « Titre n° 421 du 3 mai 2024 ». */
  readonly reference: string;
};

/** Money that came back (décret n° 2018-514, art. 14), in one time or several. Its credits are given back. */
export async function recordReversement(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cle, montant, recuLe, reference }: DemandeDeReversement,
): Promise<Result<void>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    if (montant <= 0) return refuse('Le montant doit être supérieur à zéro.');
    // Before the amount is looked at: the same form sent twice is one repayment, even of the last cent.
    if (await isReversementKnown(tx, subventionId, cle)) return ok(undefined);
    const { organisationId, numero } = subvention;
    const reste = subtractMontants(subvention.reversementDu, await reverseParSubvention(tx, subventionId));
    if (montant > reste) {
      return refuse(
        reste === ZERO
          ? 'Le bénéficiaire ne doit plus rien.'
          : `Il reste ${formatMontant(reste, 'if-any')} à reverser : pas davantage.`,
      );
    }
    // The bank may have sent back what the account counted as paid.
    const paye = (await soldesOfSubvention(tx, subventionId))?.paye ?? ZERO;
    if (montant > paye) return refuse(`Seuls ${formatMontant(paye, 'if-any')} ont été payés : pas davantage.`);
    const id = newId<'Reversement'>(noyau.clock, noyau.random);
    const reversement = { id, organisationId, subventionId, cle, montant, recuLe, reference };
    await insertReversement(tx, reversement, noyau.clock.now());
    await moveCredits(tx, noyau, agent, subvention, {
      type: 'reverser',
      montant,
      motif: `Reversement ${numero}`,
      autorite: reference,
    });
    await journaliser(tx, noyau, agent, subvention, 'subvention.reversement_recu', {
      montant,
      recuLe,
      reste: subtractMontants(reste, montant),
      enveloppe: subvention.enveloppeId,
    });
    return ok(undefined);
  });
}
