import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { champsOfDefinition, definitionOfVersion, listDemarches } from '../../demarches/index.ts';
import { type Acteur, append } from '../../journal/index.ts';
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
    const acteur = { type: 'agent', id: agent.personneId } as const;
    await attachDemarcheIn(tx, noyau, acteur, { organisationId, dispositifId, demarcheId });
  });
}

/** @throws Conflict when its form does not ask what the fund has to know */
export async function attachDemarcheIn(
  tx: Tx,
  noyau: Noyau,
  acteur: Acteur,
  { organisationId, dispositifId, demarcheId }: Record<'organisationId' | 'dispositifId' | 'demarcheId', string>,
): Promise<void> {
  const demarche = (await listDemarches(tx, organisationId)).find(({ id }) => id === demarcheId);
  if (!demarche) throw new NotFound('Cette démarche n’existe pas.');
  const champs = champsOfDefinition(await definitionOfVersion(tx, demarche.versionId));
  if (!champs.some(({ id, type }) => id === 'siret' && type === 'siret')) {
    throw new Conflict('Le formulaire d’un dispositif demande un numéro SIRET, dans un champ «\u00a0siret\u00a0».');
  }
  if (!(await setDemarche(tx, { organisationId, dispositifId, demarcheId }))) {
    throw new Error(`The démarche ${demarcheId} was just there`);
  }
  await append(tx, noyau, {
    acteur,
    organisation: organisationId,
    sujet: { type: 'dispositif', id: dispositifId },
    type: 'dispositif.demarche_choisie',
    contenu: { demarche: demarcheId },
  });
}
