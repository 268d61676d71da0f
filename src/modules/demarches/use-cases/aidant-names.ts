import type { Tx } from '../../../platform/db/database.ts';
import { nomsOfMandataires } from '../../comptes/index.ts';
import type { Entry } from '../../journal/index.ts';

/** Who did something under a mandate in this history, by id. Whoever erased their account since has no name any more. */
export async function aidantNames(
  tx: Tx,
  mandantId: string,
  histoire: readonly { readonly entry: Pick<Entry, 'acteur' | 'contenu'> }[],
): Promise<ReadonlyMap<string, string>> {
  const acted = histoire.flatMap(({ entry: { acteur, contenu } }) =>
    acteur.id && typeof contenu['mandat'] === 'string' ? [[acteur.id, 'Un ancien aidant'] as const] : [],
  );
  return new Map([...acted, ...(await nomsOfMandataires(tx, mandantId))]);
}
