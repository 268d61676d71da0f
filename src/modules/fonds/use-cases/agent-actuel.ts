import type { Tx } from '../../../platform/db/database.ts';
import { type Agent, adhesionsOf, nomsOfAgents } from '../../comptes/index.ts';

/** Whoever asked for a job, with the roles that they have now; undefined when they have none here any more. */
export async function agentActuel(tx: Tx, personneId: string, organisationId: string): Promise<Agent | undefined> {
  const adhesion = (await adhesionsOf(tx, personneId)).find((one) => one.organisationId === organisationId);
  if (!adhesion) return undefined;
  const { nom, slug, roles } = adhesion;
  const noms = await nomsOfAgents(tx, [personneId]);
  return { personneId, nom: noms.get(personneId) ?? '', organisation: { id: organisationId, nom, slug }, roles };
}
