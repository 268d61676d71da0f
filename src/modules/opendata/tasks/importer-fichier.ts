import { z } from 'zod';
import type { Blobs } from '../../../platform/blobs/blobs.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { runImport } from '../use-cases/run-import.ts';

const payload = z.object({ organisationId: z.uuid(), importId: z.uuid() });

type ImporterFichier = z.infer<typeof payload>;

/** What is queued with an import. */
export const importFichier = {
  name: 'importer-fichier',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<ImporterFichier>, 'name' | 'parse'>;

/** Imports a file that was sent from a page. A server that stops in the middle leaves the rest to the next one. */
export function importerFichier(deps: Noyau & { readonly blobs: Blobs }): Task<ImporterFichier> {
  return {
    ...importFichier,
    async run({ organisationId, importId }, { signal }) {
      await runImport(deps, organisationId, importId, { signal });
    },
  };
}
