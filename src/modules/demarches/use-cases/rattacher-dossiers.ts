import type { Rattachement } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { findBrouillonsEnDouble, moveDossiers } from '../storage/dossiers-de.ts';
import { deleteWithFiles } from './delete-with-files.ts';
import { journaliser } from './journaliser.ts';

/**
 * Two accounts of one person become one: their dossiers too, with all that hangs on them. Messages and files keep their
 * author, who is the same person. Of two drafts of one démarche, the one written last stays; those that organisations
 * carry are theirs, and all stay.
 */
export function rattacherDossiers(moteur: Moteur): Rattachement {
  return async (tx, { conservee, absorbee }) => {
    for (const id of await findBrouillonsEnDouble(tx, conservee, absorbee)) await deleteWithFiles(tx, id);
    for (const dossier of await moveDossiers(tx, absorbee, conservee)) {
      await journaliser(tx, moteur, {
        acteur: { type: 'usager', id: conservee },
        dossier: { ...dossier, usagerId: conservee },
        type: 'dossier.rattache',
        contenu: { de: absorbee },
      });
    }
  };
}
