import type { Database } from '../../../platform/db/database.ts';
import { nomsOfAgents } from '../../comptes/index.ts';
import type { Entry } from '../../journal/index.ts';

/** An organisation's agents are visible to it alone; their names reach the usager through what they did. */
export async function agentNames(
  { db }: { readonly db: Database },
  organisationId: string,
  entries: readonly { readonly entry: Pick<Entry, 'acteur'> }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ entry: { acteur } }) => (acteur.type === 'agent' && acteur.id ? [acteur.id] : []));
  return db.read({ organisation: organisationId }, (tx) => nomsOfAgents(tx, [...new Set(ids)]));
}
