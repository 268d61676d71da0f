import { type CollectiviteCog, collectivitesOf } from '../domain/collectivites.ts';
import { readCog } from '../storage/cog.ts';
import { readFaits } from '../storage/faits.ts';

/** Every local authority of the geographic code. Some 0.3 s each time: whoever serves pages keeps what it gives. */
export async function listCollectivites(): Promise<readonly CollectiviteCog[]> {
  const [cog, faits] = await Promise.all([readCog(), readFaits()]);
  return collectivitesOf(cog, faits);
}
