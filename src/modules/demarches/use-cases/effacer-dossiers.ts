import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Moteur } from '../moteur.ts';
import { findLastDepot } from '../storage/depots.ts';
import { type Dossier, dropCorrection } from '../storage/dossiers.ts';
import { lockDossiersOf } from '../storage/dossiers-de.ts';
import { deletePiecesSince } from '../storage/pieces.ts';
import { retirerFichiers } from '../tasks/retirer-fichiers.ts';
import { deleteWithFiles } from './delete-with-files.ts';
import { journaliser } from './journaliser.ts';

/**
 * What becomes of the dossiers of a usager whose account is erased. Drafts go, with their files. What was deposited
 * belongs to the administration that received it and stays as it was deposited (RGPD, art. 17, § 3; code du patrimoine,
 * art. L212-2): a correction that was only begun is dropped, so that nobody waits for it any more. Those that an
 * organisation carries are its own, whoever began them: its members go on.
 */
export async function effacerDossiers(tx: Tx, moteur: Moteur, usagerId: string): Promise<void> {
  for (const dossier of await lockDossiersOf(tx, { usagerId, porteurId: null })) {
    if (dossier.statut === 'brouillon') await deleteWithFiles(tx, dossier.id);
    else await leaveDeposited(tx, moteur, dossier);
  }
}

async function leaveDeposited(tx: Tx, moteur: Moteur, dossier: Dossier): Promise<void> {
  const depot = await findLastDepot(tx, dossier.id);
  if (depot && dossier.correctionDemandeeAt) {
    await dropCorrection(tx, dossier.id, depot);
    const sha256 = await deletePiecesSince(tx, dossier.id, depot.depositedAt);
    if (sha256.length > 0) await enqueue(tx, retirerFichiers, { sha256: [...sha256] });
  }
  await journaliser(tx, moteur, {
    acteur: { type: 'usager', id: dossier.usagerId },
    dossier,
    type: 'dossier.compte_efface',
    contenu: { statut: dossier.statut, correctionAbandonnee: dossier.correctionDemandeeAt !== null },
  });
}
