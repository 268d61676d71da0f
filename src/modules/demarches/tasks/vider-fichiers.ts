import { type FichierTenu, holdFile } from '../../../platform/blobs/hold-file.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Services } from '../../../platform/services.ts';
import { isFichierTenu } from '../storage/pieces.ts';
import { type RetirerFichiers, retirerFichiers } from './retirer-fichiers.ts';

/**
 * Removes from the store the files that nobody has any more: the same content sent by two people is one file.
 * @param ailleurs what says, for each other module that keeps files, whether it still has one
 */
export function viderFichiers(
  { db, blobs }: Pick<Services, 'db' | 'blobs'>,
  ailleurs: readonly FichierTenu[],
): Task<RetirerFichiers> {
  return {
    ...retirerFichiers,
    async run({ sha256 }) {
      for (const one of new Set(sha256)) {
        await db.transaction({ systeme: true }, async (tx) => {
          await holdFile(tx, one, 'exclusif');
          const held = await Promise.all([isFichierTenu, ...ailleurs].map((isHeld) => isHeld(tx, one)));
          if (!held.includes(true)) await blobs.remove(one);
        });
      }
    },
  };
}
