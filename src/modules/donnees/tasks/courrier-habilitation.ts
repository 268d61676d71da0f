import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const payload = z.discriminatedUnion('objet', [
  z.object({ objet: z.literal('expiration'), habilitationId: z.uuid(), seuil: z.literal([0, 7, 30, 90]) }),
  z.object({ objet: z.literal('etat'), habilitationId: z.uuid() }),
]);

export type CourrierHabilitation = z.infer<typeof payload>;

/** Tells the administrators of an organisation. Its `run` is in `envoyer-courrier-habilitation.ts`. */
export const courrierHabilitation = {
  name: 'courrier-habilitation',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<CourrierHabilitation>, 'name' | 'parse'>;
