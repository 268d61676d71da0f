import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { deleteBrouillon } from '../storage/dossiers.ts';
import { retirerFichiers } from '../tasks/retirer-fichiers.ts';

/** A draft and its files: those leave the store by a job of the same transaction. What was deposited is left alone. */
export async function deleteWithFiles(tx: Tx, dossierId: string): Promise<void> {
  const sha256 = await deleteBrouillon(tx, dossierId);
  if (sha256.length > 0) await enqueue(tx, retirerFichiers, { sha256: [...sha256] });
}
