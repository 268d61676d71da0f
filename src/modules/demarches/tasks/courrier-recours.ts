import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';
import { remaining } from '../../../platform/mail/send-to-each.ts';

const payload = z.object({
  courriel: z.enum(['accuse', 'silence']),
  dossierId: z.uuid(),
  decisionId: z.uuid(),
  remaining: remaining.optional(),
});

export type CourrierRecours = z.infer<typeof payload>;

/** Tells whoever contested a decision where their recours stands. Its `run` is in `envoyer-courrier-recours.ts`. */
export const courrierRecours = {
  name: 'courrier-recours',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierRecours>, 'name' | 'parse'>;
