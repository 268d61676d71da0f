import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { newId } from '../../../values/ids.ts';
import type { Quoi } from '../domain/courriels-agents.ts';
import type { Moteur } from '../moteur.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { insertNouveaute } from '../storage/nouveautes.ts';
import { prevenirDuRecours } from '../tasks/prevenir-agents.ts';

/** Beside what who asks has just done: the agents will be told, at once of a recours, tomorrow morning of the rest. */
export async function noteNouveaute(
  tx: Tx,
  moteur: Moteur,
  { id: dossierId, organisationId }: Pick<Dossier, 'id' | 'organisationId'>,
  quoi: Quoi,
): Promise<void> {
  if (moteur.muet) return;
  const nouveauteId = newId<'Nouveaute'>(moteur.clock, moteur.random);
  await insertNouveaute(tx, { id: nouveauteId, organisationId, dossierId, quoi, at: moteur.clock.now() });
  if (quoi === 'recours') await enqueue(tx, prevenirDuRecours, { nouveauteId });
}
