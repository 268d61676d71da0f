import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const payload = z.object({ sha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)) });

export type RetirerFichiers = z.infer<typeof payload>;

/** Removes files that have just left a dossier. Its `run` is in `vider-fichiers.ts`. */
export const retirerFichiers = {
  name: 'retirer-fichiers',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<RetirerFichiers>, 'name' | 'parse'>;
