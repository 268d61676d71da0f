import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { assertMayManage } from '../policies.ts';
import { listDispositifs, setDemarche } from '../storage/sessions.ts';

/** Says by which démarche one asks for a dispositif: from then on, its sessions say when it may be deposited. */
export async function attachDemarche(
  noyau: Noyau,
  agent: Agent,
  { dispositifId, demarcheId }: { readonly dispositifId: string; readonly demarcheId: string },
): Promise<void> {
  assertMayManage(agent);
  const organisationId = agent.organisation.id;
  await noyau.db.transaction(porteeOf(agent), async (tx) => {
    const own = await listDispositifs(tx, { organisationId });
    if (!own.some(({ id }) => id === dispositifId)) throw new NotFound('Ce dispositif n’existe pas.');
    if (!(await setDemarche(tx, { organisationId, dispositifId, demarcheId }))) {
      throw new NotFound('Cette démarche n’existe pas.');
    }
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'dispositif', id: dispositifId },
      type: 'dispositif.demarche_choisie',
      contenu: { demarche: demarcheId },
    });
  });
}
