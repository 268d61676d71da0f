import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { checkPlan, type ErreursConvention, type LignePlan } from '../domain/plan.ts';
import { applyAction } from '../domain/subvention.ts';
import { assertMayManage } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { insertAvenant } from '../storage/suites.ts';
import { insertVersements, listVersements, retireVersementsPrevus } from '../storage/versements.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type DemandeAvenant = {
  readonly subventionId: string;
  /** Of the form: sent twice, it makes one avenant. */
  readonly cle: string;
  readonly motif: string;
  readonly signeLe: Jour;
  readonly finPrevue: Jour;
  readonly dureeMois: number;
  /** What is still to be paid: it replaces what was planned and never begun. */
  readonly plan: readonly LignePlan[];
};

/** Changes an agreement by another one, with its reason. What is owed or paid stays as it is. */
export async function amendConvention(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cle, motif, signeLe, finPrevue, dureeMois, plan }: DemandeAvenant,
): Promise<Result<void, ErreursConvention>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('amender', subvention.statut);
    if (!applied.ok) return refuse({ plan: applied.error });
    const { conventionSigneeLe, garantie } = subvention;
    if (conventionSigneeLe && signeLe < conventionSigneeLe) {
      return refuse({ signeLe: 'Un avenant se signe après la convention.' });
    }
    if (finPrevue < signeLe) {
      return refuse({ finPrevue: 'La fin du projet vient après la signature de l’avenant.' });
    }
    const begun = (await listVersements(tx, subventionId)).filter(({ statut }) => statut !== 'prevu');
    const acquis = begun.map(({ nature, montant, montantLiquide }) => ({ nature, montant: montantLiquide ?? montant }));
    const checked = checkPlan({ lignes: plan, subventionMax: subvention.montant, dureeMois, garantie, acquis });
    if (!checked.ok) return refuse({ plan: checked.error });
    const avenant = {
      id: newId<'Avenant'>(noyau.clock, noyau.random),
      organisationId: subvention.organisationId,
      subventionId,
      cle,
      motif,
      signeLe,
      finAvant: subvention.finPrevue,
      finApres: finPrevue,
    };
    if (!(await insertAvenant(tx, avenant, noyau.clock.now()))) return ok(undefined);
    await saveSubvention(tx, subventionId, { fin_prevue: finPrevue, duree_mois: dureeMois });
    await retireVersementsPrevus(tx, subventionId);
    const last = Math.max(0, ...begun.map(({ rang }) => rang));
    const versements = plan.map((ligne, index) => ({
      ...ligne,
      id: newId<'Versement'>(noyau.clock, noyau.random),
      rang: last + index + 1,
    }));
    await insertVersements(tx, subvention, versements);
    await prepareActe(
      tx,
      noyau,
      agent,
      { ...subvention, finPrevue, dureeMois },
      {
        faits: { type: 'avenant', plan, motif, signeLe, finAvant: avenant.finAvant },
        etat: 'signe',
        origine: avenant.id,
        date: signeLe,
      },
    );
    await journaliser(tx, noyau, agent, subvention, 'subvention.amendee', {
      avenant: avenant.id,
      signeLe,
      finAvant: avenant.finAvant,
      finApres: finPrevue,
      dureeMois,
      plan: versements.map(({ id, rang, nature, montant, prevuLe }) => ({ id, rang, nature, montant, prevuLe })),
    });
    return ok(undefined);
  });
}
