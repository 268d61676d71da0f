import type { Blobs } from '../../../platform/blobs/blobs.ts';
import type { Noyau } from '../../../platform/services.ts';
import type { IdTypeImport } from '../domain/type-import.ts';
import type { Import } from '../storage/imports.ts';
import { beginImport } from './begin-import.ts';
import { type RunOptions, runImport } from './run-import.ts';

export type FichierLocal = {
  readonly type: IdTypeImport;
  readonly nom: string;
  readonly contenu: AsyncIterable<Uint8Array>;
};

/**
 * Imports a file that is at hand, from the command line: it is kept in the store first, as one that was sent.
 *
 * @returns the import, ended, and whether it was done already before
 */
export async function importFile(
  deps: Noyau & { readonly blobs: Blobs },
  organisationId: string,
  { type, nom, contenu }: FichierLocal,
  options: RunOptions = {},
): Promise<{ readonly termine: Import; readonly dejaFait: boolean }> {
  const { sha256, size: taille } = await deps.blobs.keep(contenu);
  const { id, aFaire } = await deps.db.transaction({ organisation: organisationId }, (tx) =>
    beginImport(tx, deps, { organisationId, personneId: null }, { type, nom, sha256, taille }),
  );
  return { termine: await runImport(deps, organisationId, id, options), dejaFait: !aFaire };
}
