import { holdFile } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { append } from '../../journal/index.ts';
import type { IdTypeImport } from '../domain/type-import.ts';
import { findImportOfFile, insertImport, reopenImport } from '../storage/imports.ts';

/** Who imports: an agent, or whoever runs the installation from its command line (`null`). */
export type Auteur = { readonly organisationId: string; readonly personneId: string | null };

/** A file that is in the store. */
export type FichierRecu = {
  readonly type: IdTypeImport;
  readonly nom: string;
  readonly sha256: string;
  readonly taille: number;
};

export type ImportCommence = {
  readonly id: string;
  /** False when this very file was imported already: nothing is left to do. */
  readonly aFaire: boolean;
};

/**
 * Opens the import of a file, in the caller's transaction. The same file again is the same import: it goes on when it
 * was interrupted or refused, and does nothing when it was done.
 */
export async function beginImport(
  tx: Tx,
  noyau: Noyau,
  { organisationId, personneId }: Auteur,
  { type, nom, sha256, taille }: FichierRecu,
): Promise<ImportCommence> {
  await holdFile(tx, sha256, 'partage');
  const id = newId<'Import'>(noyau.clock, noyau.random);
  const fichier = { id, organisationId, type, nomFichier: nom, sha256, taille, acteurId: personneId };
  if (await insertImport(tx, fichier, noyau.clock.now())) {
    await append(tx, noyau, {
      acteur: personneId ? { type: 'agent', id: personneId } : { type: 'systeme', id: 'opendata' },
      organisation: organisationId,
      sujet: { type: 'import', id },
      type: 'import.commence',
      contenu: { modele: type, sha256, taille },
    });
    return { id, aFaire: true };
  }
  const known = await findImportOfFile(tx, organisationId, type, sha256);
  if (!known) throw new Error('An import that is there already cannot be seen');
  if (known.statut === 'refuse') await reopenImport(tx, known.id);
  return { id: known.id, aFaire: known.statut !== 'termine' };
}
