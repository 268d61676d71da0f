import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { isEnVigueur } from '../domain/mandat.ts';
import { findMandat } from '../storage/mandats.ts';
import { saveSessionMandat } from '../storage/sessions.ts';
import { journaliserMandat } from './journaliser-mandat.ts';

export type SessionDeMandataire = {
  /** The aidant, never the person for whom they act. */
  readonly personneId: string;
  readonly sessionId: string;
};

/**
 * From the next request on, this session acts for the person who gave the mandate.
 * @throws NotFound when it was not accepted by this aidant
 */
export function beginToAct(
  noyau: Noyau,
  { personneId, sessionId }: SessionDeMandataire,
  mandatId: string,
): Promise<Result<void>> {
  return noyau.db.transaction({ personne: personneId }, async (tx) => {
    const mandat = await findMandat(tx, mandatId);
    if (mandat?.mandataireId !== personneId) throw new NotFound('');
    if (!isEnVigueur(mandat, noyau.clock.now())) {
      return refuse('Ce mandat est terminé\u00a0: vous ne pouvez plus agir pour cette personne.');
    }
    await saveSessionMandat(tx, sessionId, mandatId);
    const acteur = { type: 'usager' as const, id: personneId };
    await journaliserMandat(tx, noyau, { acteur, mandat, type: 'mandat.utilise' });
    return ok(undefined);
  });
}

/** The session is the aidant's own again. */
export function stopActing(
  noyau: Noyau,
  { personneId, sessionId }: SessionDeMandataire,
  mandatId: string,
): Promise<void> {
  return noyau.db.transaction({ personne: personneId }, async (tx) => {
    await saveSessionMandat(tx, sessionId, null);
    const mandat = await findMandat(tx, mandatId);
    if (!mandat) return;
    const acteur = { type: 'usager' as const, id: personneId };
    await journaliserMandat(tx, noyau, { acteur, mandat, type: 'mandat.repose' });
  });
}
