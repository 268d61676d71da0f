import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

/** What a mail about a mandate says, and to whom; its text is read from the mandate when it leaves. */
const payload = z.object({
  courriel: z.enum(['accepte', 'refuse', 'bloque', 'termine', 'sans_reponse']),
  a: z.enum(['mandant', 'mandataire']),
  mandatId: z.uuid(),
});

export type CourrierMandat = z.infer<typeof payload>;

/** Tells one side of a mandate what happened to it. Its `run` is in `envoyer-courrier-mandat.ts`. */
export const courrierMandat = {
  name: 'courrier-mandat',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierMandat>, 'name' | 'parse'>;
