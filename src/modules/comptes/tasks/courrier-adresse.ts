import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

/** Names the addresses by the change: a job's payload is stored, and they go within days. */
const payload = z.object({
  /** `changee` goes to the old address; `retablie`, to the one that it takes the place of again. */
  courriel: z.enum(['changee', 'retablie']),
  remplacee: z.uuid(),
});

export type CourrierAdresse = z.infer<typeof payload>;

/** Tells a contact address of an account that it is not any more. Its `run` is in `envoyer-courrier-adresse.ts`. */
export const courrierAdresse = {
  name: 'courrier-adresse',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierAdresse>, 'name' | 'parse'>;
