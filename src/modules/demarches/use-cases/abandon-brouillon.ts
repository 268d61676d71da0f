import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { lockDossier } from '../storage/dossiers.ts';
import { deleteWithFiles } from './delete-with-files.ts';
import { assertMayAsk } from './demandeur.ts';
import { journaliserDemande } from './journaliser.ts';
import { isOf } from './load-dossier.ts';

/** Throws a draft away, with its files. What was deposited stays; a draft already gone is no mistake. */
export async function abandonBrouillon(moteur: Moteur, demandeur: Demandeur, dossierId: string): Promise<void> {
  assertMayAsk(demandeur);
  await moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const dossier = await lockDossier(tx, dossierId);
    if (!dossier || !isOf(dossier, demandeur) || dossier.statut !== 'brouillon') return;
    await deleteWithFiles(tx, dossier.id);
    await journaliserDemande(tx, moteur, demandeur, { dossier, type: 'dossier.abandonne', contenu: {} });
  });
}
