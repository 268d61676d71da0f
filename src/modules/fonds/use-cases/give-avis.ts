import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { AvisDonne } from '../domain/avis.ts';
import { lockAvisDe, saveAvis } from '../storage/avis.ts';
import { acteurOf, journaliserCandidature } from './on-candidature.ts';

/**
 * The expert who was asked answers, once: an opinion that was given does not change. What it says stays out of the
 * journal.
 *
 * @throws NotFound when nobody asked them
 */
export function giveAvis(
  noyau: Noyau,
  agent: Agent,
  { dossierId, donne }: { readonly dossierId: string; readonly donne: AvisDonne },
): Promise<Result<void>> {
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const avis = await lockAvisDe(tx, dossierId, agent.personneId);
    if (avis?.organisationId !== agent.organisation.id) throw new NotFound('Aucun avis ne vous est demandé.');
    if (!(await saveAvis(tx, avis.id, donne, noyau.clock.now()))) {
      return refuse('Votre avis est déjà donné. Il ne change plus.');
    }
    await journaliserCandidature(tx, noyau, avis, {
      acteur: acteurOf(agent),
      type: 'candidature.avis_donne',
      contenu: { avis: avis.id, sens: donne.avis },
    });
    return ok(undefined);
  });
}
