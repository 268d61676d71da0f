import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayInstruct } from '../policies.ts';
import { type ActionChoisie, deleteSelectionsBefore, insertSelection } from '../storage/selections-candidatures.ts';

/** Long enough to come back to a preview after the night; then a selection is of no use. */
const KEPT = Temporal.Duration.from({ hours: 48 });

/**
 * Keeps the requests that an agent chose, with what to do to them once it is chosen. A convenience of theirs alone, which
 * goes away with their next selections: nothing is journalled.
 *
 * @returns its id, which is also the key of the run that it begins
 */
export async function keepSelection(
  noyau: Noyau,
  agent: Agent,
  selection: {
    readonly filtre: string;
    readonly dossierIds: readonly string[];
    readonly choisie?: ActionChoisie;
  },
): Promise<string> {
  assertMayInstruct(agent);
  const { filtre, dossierIds, choisie } = selection;
  const whose = { organisationId: agent.organisation.id, personneId: agent.personneId };
  const createdAt = noyau.clock.now();
  const id = newId<'Selection'>(noyau.clock, noyau.random);
  await noyau.db.transaction(porteeOf(agent), async (tx) => {
    await deleteSelectionsBefore(tx, whose, createdAt.subtract(KEPT));
    await insertSelection(tx, { ...whose, id, filtre, dossierIds, choisie, createdAt });
  });
  return id;
}
