import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { checkPlan, type ErreursConvention, type LignePlan } from '../domain/plan.ts';
import { applyAction } from '../domain/subvention.ts';
import { assertMayManage } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { insertVersements } from '../storage/versements.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type Convention = {
  readonly subventionId: string;
  readonly signeeLe: Jour;
  readonly finPrevue: Jour;
  readonly dureeMois: number;
  /** A first-demand guarantee covers the advance (art. 12, II). */
  readonly garantie: boolean;
  readonly plan: readonly LignePlan[];
};

/** Signs the agreement with its plan of payments. Credits do not move: they were committed by the decision. */
export async function signConvention(
  noyau: Noyau,
  agent: Agent,
  { subventionId, signeeLe, finPrevue, dureeMois, garantie, plan }: Convention,
): Promise<Result<void, ErreursConvention>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('conventionner', subvention.statut);
    if (!applied.ok) return refuse({ plan: applied.error });
    if (subvention.decideeLe && signeeLe < subvention.decideeLe) {
      return refuse({ signeeLe: 'La convention se signe le jour de la décision ou après.' });
    }
    if (finPrevue < signeeLe) {
      return refuse({ finPrevue: 'La fin du projet vient après la signature de la convention.' });
    }
    const checked = checkPlan({ lignes: plan, subventionMax: subvention.montant, dureeMois, garantie });
    if (!checked.ok) return refuse({ plan: checked.error });
    await saveSubvention(tx, subventionId, {
      statut: applied.value.vers,
      convention_signee_le: signeeLe,
      fin_prevue: finPrevue,
      duree_mois: dureeMois,
      garantie,
    });
    const versements = plan.map((ligne, index) => ({
      ...ligne,
      id: newId<'Versement'>(noyau.clock, noyau.random),
      rang: index + 1,
    }));
    await insertVersements(tx, subvention, versements);
    const signee = { ...subvention, conventionSigneeLe: signeeLe, finPrevue, dureeMois, garantie };
    const acte = { etat: 'signe', origine: subventionId, date: signeeLe } as const;
    await prepareActe(tx, noyau, agent, signee, { ...acte, faits: { type: 'convention', plan } });
    await journaliser(tx, noyau, agent, subvention, 'subvention.conventionnee', {
      montant: subvention.montant,
      enveloppe: subvention.enveloppeId,
      signeeLe,
      finPrevue,
      dureeMois,
      garantie,
      plan: versements.map(({ id, rang, nature, montant, prevuLe }) => ({ id, rang, nature, montant, prevuLe })),
    });
    return ok(undefined);
  });
}
