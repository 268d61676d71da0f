import type { Tx } from '../../../platform/db/database.ts';
import { Forbidden } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { mayAdminister } from '../policies.ts';
import { findPlace, lockEquipe } from '../storage/membres.ts';
import { type Agent, porteeOf } from './agent.ts';

/**
 * Runs a change of an organisation by one of its administrators. Their right is read again here, once their turn has
 * come: whoever was removed a moment ago changes nothing more.
 *
 * @throws Forbidden
 */
export function administrer<T>({ db }: Pick<Noyau, 'db'>, agent: Agent, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(porteeOf(agent), async (tx) => {
    await lockEquipe(tx, agent.organisation.id);
    const place = await findPlace(tx, agent.organisation.id, { personneId: agent.personneId });
    if (!mayAdminister(place?.roles ?? [])) throw new Forbidden(RESERVE);
    return work(tx);
  });
}

/** The same question before a page is shown. @throws Forbidden */
export function assertMayAdminister(agent: Agent): void {
  if (!mayAdminister(agent.roles)) throw new Forbidden(RESERVE);
}

const RESERVE = 'Cette page est réservée aux administrateurs de l’organisation.';
