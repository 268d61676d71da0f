import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { assertMayManage } from '../policies.ts';
import { findEnveloppe, lockEnveloppes, saveDelegation } from '../storage/enveloppes.ts';

export type FinDeDelegation = {
  readonly enveloppeId: string;
  /** The last day on which the credits may be promised; null: no day any more. */
  readonly fin: Jour | null;
  /** What sets it: « Décision de délégation du 4 mars 2026 ». */
  readonly acte: string | null;
};

/**
 * Says until when an enveloppe may promise the credits that another delegates to it. What is promised already keeps its
 * credits; payments go on.
 */
export async function setDelegationEnd(
  noyau: Noyau,
  agent: Agent,
  { enveloppeId, fin, acte }: FinDeDelegation,
): Promise<Result<void>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    await lockEnveloppes(tx, [enveloppeId]);
    const enveloppe = await findEnveloppe(tx, enveloppeId);
    if (!enveloppe) throw new NotFound('Cette enveloppe n’existe pas.');
    if (enveloppe.parentId === null) {
      return refuse(`Aucune enveloppe ne délègue ses crédits à celle-ci${NBSP}: sa délégation n’a pas de fin.`);
    }
    const dite = { delegationFin: fin, delegationActe: fin === null ? null : acte };
    if (enveloppe.delegationFin === dite.delegationFin && enveloppe.delegationActe === dite.delegationActe) {
      return ok(undefined);
    }
    await saveDelegation(tx, enveloppeId, dite);
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: enveloppe.organisationId,
      sujet: { type: 'enveloppe', id: enveloppeId },
      type: 'enveloppe.delegation_fixee',
      contenu: { avant: enveloppe.delegationFin, fin },
    });
    return ok(undefined);
  });
}
