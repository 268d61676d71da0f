import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import type { Acteur } from '../../journal/index.ts';
import { applyMandat } from '../domain/mandat.ts';
import { lockMandat, type Mandat, saveEnd } from '../storage/mandats.ts';
import { courrierMandat } from '../tasks/courrier-mandat.ts';
import { journaliserMandat } from './journaliser-mandat.ts';

/**
 * Ends a mandate at once: whoever gave it takes it back, whoever accepted it gives it up. What the aidant asks next is
 * already refused.
 *
 * @throws NotFound when it is neither's
 */
export function endMandat(
  noyau: Noyau,
  { personneId, mandatId }: { readonly personneId: string; readonly mandatId: string },
): Promise<Result<void>> {
  return noyau.db.transaction({ personne: personneId }, async (tx) => {
    const mandat = await lockMandat(tx, mandatId);
    if (!mandat) throw new NotFound('');
    return endLocked(tx, noyau, personneId, mandat);
  });
}

/** The same in a transaction that holds it already, by the person or for them. One that is over stays as it ended. */
export async function endLocked(
  tx: Tx,
  noyau: Noyau,
  personneId: string,
  mandat: Mandat,
  acteur: Acteur = { type: 'usager', id: personneId },
): Promise<Result<void>> {
  const now = noyau.clock.now();
  const given = mandat.mandantId === personneId;
  const vers = given
    ? applyMandat('revoquer', 'mandant', mandat, now)
    : applyMandat('rendre', 'mandataire', mandat, now);
  if (!vers.ok) return vers;
  await saveEnd(tx, mandat.id, vers.value, now);
  await journaliserMandat(tx, noyau, {
    acteur,
    mandat,
    type: `mandat.${vers.value}`,
  });
  const a = given ? 'mandataire' : 'mandant';
  if (mandat.mandataireId) await enqueue(tx, courrierMandat, { courriel: 'termine', a, mandatId: mandat.id });
  return ok(undefined);
}
