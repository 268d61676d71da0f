import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { inEuros, type Montant, sumMontants } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { isOperationKnown } from '../storage/ecritures.ts';
import { lockEnveloppes } from '../storage/enveloppes.ts';
import { findCreditsOuverts } from '../storage/programmes.ts';
import { passOperation } from './pass-operation.ts';

export type DemandeDeCredits = {
  readonly enveloppeId: string;
  readonly montant: Montant;
  readonly motif: string;
  /** The act that moves them: « Loi de finances rectificative du 19 juillet 2021 ». */
  readonly autorite: string;
  /** Of the form: sent twice, it is one movement. */
  readonly cle?: string;
};

export type OuvertureDeCredits = DemandeDeCredits & {
  /** An act opens more than the programme has: said aloud, because three zeros too many look the same. */
  readonly depassementVoulu?: boolean;
};

/** By what has to be corrected; `depassement`: right as it is, if it is confirmed. */
export type ErreursDeCredits = { readonly montant?: string; readonly depassement?: string };

/** Opens credits in an enveloppe, from outside of the fund. */
export async function authoriseCredits(
  noyau: Noyau,
  agent: Agent,
  { depassementVoulu = false, ...demande }: OuvertureDeCredits,
): Promise<Result<string, ErreursDeCredits>> {
  return moveFree(noyau, agent, demande, 'autoriser', async (tx) => {
    const found = await findCreditsOuverts(tx, demande.enveloppeId);
    if (!found) throw new NotFound('Cette enveloppe n’existe pas.');
    const total = sumMontants([found.ouverts, demande.montant]);
    if (depassementVoulu || total <= found.programme) return undefined;
    return (
      `Le programme est de ${inEuros(found.programme)}${NBSP}: ${inEuros(total)} y seraient ouverts. ` +
      'Vérifiez le montant, ou confirmez que l’acte le permet.'
    );
  });
}

/** Takes credits out of an enveloppe: annulled by a finance law, or opened by mistake. Only what nobody was promised. */
export async function withdrawCredits(
  noyau: Noyau,
  agent: Agent,
  demande: DemandeDeCredits,
): Promise<Result<string, ErreursDeCredits>> {
  return moveFree(noyau, agent, demande, 'retirer');
}

/** Makes credits that were given back available again: a decision, never automatic. */
export async function restoreCredits(
  noyau: Noyau,
  agent: Agent,
  demande: DemandeDeCredits,
): Promise<Result<string, ErreursDeCredits>> {
  return moveFree(noyau, agent, demande, 'remettre');
}

async function moveFree(
  noyau: Noyau,
  agent: Agent,
  { cle, ...demande }: DemandeDeCredits,
  type: 'autoriser' | 'retirer' | 'remettre',
  depassementOf?: (tx: Tx) => Promise<string | undefined>,
): Promise<Result<string, ErreursDeCredits>> {
  assertMayManage(agent);
  const auteur = { organisationId: agent.organisation.id, personneId: agent.personneId };
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<string, ErreursDeCredits>> => {
    await lockEnveloppes(tx, [demande.enveloppeId]);
    if (cle && (await isOperationKnown(tx, cle))) return ok(cle);
    const depassement = await depassementOf?.(tx);
    if (depassement) return refuse({ depassement });
    const operationId = cle ?? newId<'Operation'>(noyau.clock, noyau.random);
    const passed = await passOperation(tx, noyau, auteur, { ...demande, type }, operationId);
    return passed.ok ? passed : refuse({ montant: passed.error });
  });
}
