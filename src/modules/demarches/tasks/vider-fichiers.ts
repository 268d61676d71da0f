import type { Task } from '../../../platform/jobs/task.ts';
import type { Services } from '../../../platform/services.ts';
import { isFichierTenu, lockFichier } from '../storage/pieces.ts';
import { type RetirerFichiers, retirerFichiers } from './retirer-fichiers.ts';

/** Removes from the store the files that no dossier has any more: the same content sent by two people is one file. */
export function viderFichiers({ db, blobs }: Pick<Services, 'db' | 'blobs'>): Task<RetirerFichiers> {
  return {
    ...retirerFichiers,
    async run({ sha256 }) {
      for (const one of new Set(sha256)) {
        await db.transaction({ systeme: true }, async (tx) => {
          await lockFichier(tx, one, 'exclusif');
          if (!(await isFichierTenu(tx, one))) await blobs.remove(one);
        });
      }
    },
  };
}
