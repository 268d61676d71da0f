import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import { append, type JsonObject } from '../../journal/index.ts';
import { type Commission, lockCommission } from '../storage/commissions.ts';

/** What every action on a committee does: hold it, and tell the journal. */

/** Held until the transaction ends. @throws NotFound */
export async function holdCommission(tx: Tx, id: string): Promise<Commission> {
  const commission = await lockCommission(tx, id);
  if (!commission) throw new NotFound('Cette commission n’existe pas.');
  return commission;
}

/** What a committee decides, it decides while it sits. */
export function siege({ statut }: Commission): Result<void> {
  if (statut === 'ouverte') return ok(undefined);
  return refuse('La commission ne siège plus : ses décisions ne changent plus.');
}

export async function journaliserCommission(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  { id, organisationId }: Pick<Commission, 'id' | 'organisationId'>,
  type: string,
  contenu: JsonObject,
): Promise<void> {
  await append(tx, noyau, {
    acteur: { type: 'agent', id: agent.personneId },
    organisation: organisationId,
    sujet: { type: 'commission', id },
    type,
    contenu,
  });
}
