import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const recours = z.object({ nouveauteId: z.uuid() });

/** A recours has just come. Its `run` is in `prevenir-du-recours.ts`. */
export const prevenirDuRecours = {
  name: 'prevenir-du-recours',
  parse: (value: unknown) => recours.parse(value),
} satisfies Pick<Task<z.infer<typeof recours>>, 'name' | 'parse'>;

const courrier = z.intersection(
  z.object({ organisationId: z.uuid(), personneId: z.uuid() }),
  z.discriminatedUnion('objet', [
    z.object({ objet: z.literal('recours'), nouveauteId: z.uuid() }),
    z.object({ objet: z.literal('jour'), le: z.iso.date() }),
  ]),
);

export type CourrierAgent = z.infer<typeof courrier>;

/** One mail to one agent: an address that fails is tried again without writing twice to the others. */
export const courrierAgent = {
  name: 'courrier-agent',
  parse: (value: unknown) => courrier.parse(value),
} satisfies Pick<Task<CourrierAgent>, 'name' | 'parse'>;
