import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, administrer } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { findDemarche, saveStatut } from '../storage/demarches.ts';

/** Stops receiving requests, or receives them again. Those already there go on. */
export async function changeOuverture(
  noyau: Noyau,
  agent: Agent,
  { nom, ouverte }: { readonly nom: string; readonly ouverte: boolean },
): Promise<Result<void>> {
  return administrer(noyau, agent, async (tx) => {
    const demarche = await findDemarche(tx, agent.organisation.id, nom);
    if (!demarche) return refuse('Publiez d’abord cette démarche.');
    const changed = await saveStatut(tx, demarche.id, ouverte ? 'publiee' : 'close');
    if (!changed) return ok(undefined);
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: agent.organisation.id,
      sujet: { type: 'demarche', id: demarche.id },
      type: ouverte ? 'demarche.rouverte' : 'demarche.close',
      contenu: {},
    });
    return ok(undefined);
  });
}
