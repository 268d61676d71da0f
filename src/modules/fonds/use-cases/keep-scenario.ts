import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { ecrireParametres, type Parametres } from '../domain/simulation.ts';
import { assertMayRank } from '../policies.ts';
import { insertScenario, listScenarios } from '../storage/commissions.ts';
import { holdCommission } from './on-commission.ts';

const LONGEST_NOM = 100;

/** Keeps a simulation under a name. The same one twice is one. */
export async function keepScenario(
  noyau: Noyau,
  agent: Agent,
  asked: { readonly commissionId: string; readonly nom: string; readonly parametres: Parametres },
): Promise<Result<void>> {
  assertMayRank(agent);
  const nom = asked.nom.trim();
  if (nom === '' || nom.length > LONGEST_NOM) return refuse('Donnez au scénario un nom de 100 caractères au plus.');
  const parametres = ecrireParametres(asked.parametres);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const { id: commissionId, organisationId } = await holdCommission(tx, asked.commissionId);
    const known = (await listScenarios(tx, commissionId)).find((one) => one.nom === nom);
    if (known) {
      return known.parametres === parametres
        ? ok(undefined)
        : refuse('Un scénario porte déjà ce nom : choisissez-en un autre.');
    }
    const id = newId<'Scenario'>(noyau.clock, noyau.random);
    await insertScenario(tx, { id, organisationId, commissionId, nom, parametres }, noyau.clock.now());
    return ok(undefined);
  });
}
