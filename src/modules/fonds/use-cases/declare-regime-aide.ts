import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import type { RegimeAide } from '../domain/publication.ts';
import { assertMayManage } from '../policies.ts';
import { listDispositifs, saveRegimeAide } from '../storage/sessions.ts';

/** Says what the open data tells of the aid that a dispositif gives. The next edition follows. */
export async function declareRegimeAide(
  noyau: Noyau,
  agent: Agent,
  { dispositifId, regime }: { readonly dispositifId: string; readonly regime: RegimeAide },
): Promise<void> {
  assertMayManage(agent);
  const organisationId = agent.organisation.id;
  await noyau.db.transaction(porteeOf(agent), async (tx) => {
    const known = (await listDispositifs(tx, { organisationId })).find(({ id }) => id === dispositifId);
    if (!known) throw new NotFound('Ce dispositif n’existe pas.');
    const { notificationUE, dispositifAide } = known.regime;
    if (notificationUE === regime.notificationUE && dispositifAide === regime.dispositifAide) return;
    await saveRegimeAide(tx, dispositifId, regime);
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'dispositif', id: dispositifId },
      type: 'dispositif.regime_aide',
      contenu: { ...regime },
    });
  });
}
