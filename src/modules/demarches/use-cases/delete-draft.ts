import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Moteur } from '../moteur.ts';
import { deleteBrouillon } from '../storage/dossiers.ts';
import { retirerFichiers } from '../tasks/retirer-fichiers.ts';

/** A usager throws a draft of theirs away. One that was deposited meanwhile, or is somebody else's, is left alone. */
export async function deleteDraft(
  moteur: Moteur,
  demande: { readonly usagerId: string; readonly dossierId: string },
): Promise<void> {
  await moteur.db.transaction({ personne: demande.usagerId }, (tx) => deleteWithFiles(tx, demande.dossierId));
}

/** A draft and its files: those leave the store by a job of the same transaction. */
export async function deleteWithFiles(tx: Tx, dossierId: string): Promise<void> {
  const sha256 = await deleteBrouillon(tx, dossierId);
  if (sha256.length > 0) await enqueue(tx, retirerFichiers, { sha256: [...sha256] });
}
