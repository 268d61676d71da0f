import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';
import { remaining } from '../../../platform/mail/send-to-each.ts';

const payload = z.object({
  organisationId: z.uuid(),
  seuil: z.literal([7, 30]),
  subventions: z.array(z.uuid()),
  remaining: remaining.optional(),
});

export type CourrierPublication = z.infer<typeof payload>;

/** Tells who manages a fund of the deadlines that come. Its `run` is in `envoyer-courrier-publication.ts`. */
export const courrierPublication = {
  name: 'courrier-publication',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<CourrierPublication>, 'name' | 'parse'>;
