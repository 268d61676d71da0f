import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import type { Montant } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { isOperationKnown } from '../storage/ecritures.ts';
import { findEnveloppe, lockEnveloppes } from '../storage/enveloppes.ts';
import { programmeOfAxe } from '../storage/programmes.ts';
import { passOperation } from './pass-operation.ts';

export type DemandeDeVirement = {
  readonly deId: string;
  readonly versId: string;
  readonly montant: Montant;
  readonly motif: string;
  readonly autorite: string;
  /** Of the form: sent twice, it is one transfer. */
  readonly cle?: string;
};

/**
 * Moves free credits from an enveloppe to another of the same programme: a delegation down the tree, a return up, or an
 * arbitration between axes. Two movements, one operation: both or neither.
 */
export async function transferCredits(
  noyau: Noyau,
  agent: Agent,
  { deId, versId, cle, ...demande }: DemandeDeVirement,
): Promise<Result<string>> {
  assertMayManage(agent);
  if (deId === versId) return refuse('Choisissez deux enveloppes différentes.');
  const auteur = { organisationId: agent.organisation.id, personneId: agent.personneId };
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const locked = await lockEnveloppes(tx, [deId, versId]);
    if (locked.size < 2) throw new NotFound('Cette enveloppe n’existe pas.');
    if (cle && (await isOperationKnown(tx, cle))) return ok(cle);
    const [de, vers] = [await findEnveloppe(tx, deId), await findEnveloppe(tx, versId)];
    if (!de || !vers || (await programmeOfAxe(tx, de.axeId)) !== (await programmeOfAxe(tx, vers.axeId))) {
      return refuse('Les crédits ne passent pas d’un programme à un autre.');
    }
    const operationId = cle ?? newId<'Operation'>(noyau.clock, noyau.random);
    const left = await passOperation(
      tx,
      noyau,
      auteur,
      { ...demande, type: 'retirer', enveloppeId: deId },
      operationId,
    );
    if (!left.ok) return left;
    const arrived = await passOperation(
      tx,
      noyau,
      auteur,
      { ...demande, type: 'autoriser', enveloppeId: versId },
      operationId,
    );
    if (!arrived.ok) throw new Error('Credits that left an enveloppe did not arrive in the other');
    return ok(operationId);
  });
}
