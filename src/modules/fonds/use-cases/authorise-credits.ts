import type { Noyau } from '../../../platform/services.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { passOperation } from './pass-operation.ts';

export type DemandeDeCredits = {
  readonly enveloppeId: string;
  readonly montant: Montant;
  readonly motif: string;
  /** The act that opens them: « Loi de finances rectificative du 19 juillet 2021 ». */
  readonly autorite: string;
};

/** Opens credits in an enveloppe, from outside of the fund. */
export async function authoriseCredits(noyau: Noyau, agent: Agent, demande: DemandeDeCredits): Promise<Result<string>> {
  assertMayManage(agent);
  const auteur = { organisationId: agent.organisation.id, personneId: agent.personneId };
  return noyau.db.transaction(porteeOf(agent), (tx) =>
    passOperation(tx, noyau, auteur, { ...demande, type: 'autoriser' }),
  );
}
