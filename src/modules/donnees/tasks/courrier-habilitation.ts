import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';
import { remaining } from '../../../platform/mail/send-to-each.ts';

const payload = z.intersection(
  z.object({ habilitationId: z.uuid(), remaining: remaining.optional() }),
  z.discriminatedUnion('objet', [
    z.object({ objet: z.literal('expiration'), seuil: z.literal([0, 7, 30, 90]) }),
    z.object({ objet: z.literal('etat') }),
  ]),
);

export type CourrierHabilitation = z.infer<typeof payload>;

/** Tells the administrators of an organisation. Its `run` is in `envoyer-courrier-habilitation.ts`. */
export const courrierHabilitation = {
  name: 'courrier-habilitation',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<CourrierHabilitation>, 'name' | 'parse'>;
