import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { assertMayRank } from '../policies.ts';
import { findClassement } from '../storage/classements.ts';
import {
  findCommissionByCle,
  insertCommission,
  insertMembres,
  type MembreDeCommission,
} from '../storage/commissions.ts';

export type CommissionDemandee = {
  readonly classementId: string;
  readonly cle: string;
  readonly nom: string;
  readonly tenueLe: Jour;
  readonly quorum: number;
  readonly membres: readonly Pick<MembreDeCommission, 'nom' | 'qualite'>[];
};

export type ErreursCommission = { readonly membres?: string; readonly quorum?: string };

/** Calls a committee: its agenda is a ranking. The same form twice is one committee. Its members stay out of the journal. */
export async function openCommission(
  noyau: Noyau,
  agent: Agent,
  { classementId, cle, nom, tenueLe, quorum, membres }: CommissionDemandee,
): Promise<Result<string, ErreursCommission>> {
  assertMayRank(agent);
  if (membres.length === 0) return refuse({ membres: 'Écrivez au moins un membre, un par ligne.' });
  if (membres.length > 100) return refuse({ membres: 'Une commission a 100 membres au plus.' });
  if (quorum > membres.length) return refuse({ quorum: 'Le quorum ne dépasse pas le nombre de membres.' });
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const classement = await findClassement(tx, classementId);
    if (!classement) throw new NotFound('Ce classement n’existe pas.');
    const id = newId<'Commission'>(noyau.clock, noyau.random);
    const { organisationId, sessionId } = classement;
    const commission = { id, organisationId, sessionId, classementId, cle, nom, tenueLe, quorum };
    if (!(await insertCommission(tx, commission, noyau.clock.now()))) {
      const made = await findCommissionByCle(tx, organisationId, cle);
      if (!made) throw new Error('A committee is known by its key, and cannot be found');
      return ok(made);
    }
    await insertMembres(tx, commission, membres);
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'commission', id },
      type: 'commission.reunie',
      contenu: {
        session: sessionId,
        classement: classementId,
        empreinte: classement.empreinte.toString('hex'),
        tenueLe,
        quorum,
        membres: membres.length,
      },
    });
    return ok(id);
  });
}
