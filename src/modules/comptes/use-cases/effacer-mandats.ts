import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { emptyMandatsOf, lockMandatsOf } from '../storage/mandats.ts';
import { endLocked } from './end-mandat.ts';

/**
 * The mandates of a person whose account is erased end as if they had ended them: the other one is told. What was done
 * under them stays in the journal and in the dossiers; here, no name nor address remains of it.
 */
export async function effacerMandats(tx: Tx, noyau: Noyau, personneId: string): Promise<void> {
  for (const mandat of await lockMandatsOf(tx, personneId)) await endLocked(tx, noyau, personneId, mandat);
  await emptyMandatsOf(tx, personneId);
}
