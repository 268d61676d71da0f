import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayPropose } from '../policies.ts';
import { findModele } from '../storage/modeles-actes.ts';
import { holdSubvention } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type DemandeDeProjet = {
  readonly subventionId: string;
  /** Of the form: sent twice, it makes one draft. */
  readonly cle: string;
};

/** A draft of the arrêté of a proposal, to be read over and sent for signature. It binds nobody. */
export async function draftArrete(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cle }: DemandeDeProjet,
): Promise<Result<void>> {
  assertMayPropose(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    if (subvention.statut !== 'proposee') {
      return refuse('Un projet d’arrêté se prépare tant que la subvention est proposée.');
    }
    if (!(await findModele(tx, subvention.organisationId, 'arrete'))) {
      return refuse('Votre organisation n’a pas de texte d’arrêté : adoptez le fonds du catalogue.');
    }
    const date = fromPlainDate(noyau.clock.today());
    await prepareActe(tx, noyau, agent, subvention, { faits: { type: 'arrete' }, etat: 'projet', origine: cle, date });
    return ok(undefined);
  });
}
