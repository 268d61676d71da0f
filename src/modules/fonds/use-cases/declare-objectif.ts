import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import type { Objectif } from '../domain/trajectoire.ts';
import { assertMayManage } from '../policies.ts';
import { insertObjectif } from '../storage/objectifs.ts';

export type ErreursObjectif = { readonly cible?: string; readonly echeance?: string };

/** Says how far the deployment must go, and by when. It never changes: another goal is another one. */
export async function declareObjectif(
  noyau: Noyau,
  agent: Agent,
  { cle, ...objectif }: Objectif & { readonly cle: string },
): Promise<Result<void, ErreursObjectif>> {
  assertMayManage(agent);
  if (objectif.cible <= objectif.depart) return refuse({ cible: 'L’objectif dépasse le point de départ.' });
  if (objectif.echeance <= objectif.departLe) return refuse({ echeance: 'L’échéance vient après le point de départ.' });
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const id = newId<'Objectif'>(noyau.clock, noyau.random);
    const organisationId = agent.organisation.id;
    const declareLe = fromPlainDate(noyau.clock.today());
    if (!(await insertObjectif(tx, { ...objectif, id, organisationId, cle, declareLe }, noyau.clock.now()))) {
      return ok(undefined);
    }
    const { technologies, depart, departLe, cible, echeance } = objectif;
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'objectif', id },
      type: 'objectif.declare',
      contenu: { technologies: [...technologies], depart, departLe, cible, echeance },
    });
    return ok(undefined);
  });
}
