import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const duMatin = { organisationId: z.uuid(), destinataireId: z.uuid(), donneLe: z.iso.date() };

const payload = z.discriminatedUnion('objet', [
  // What is due of requests, and of subventions.
  z.object({ objet: z.literal('echeances'), ...duMatin }),
  z.object({ objet: z.literal('subventions'), ...duMatin }),
  z.object({ objet: z.literal('avis'), organisationId: z.uuid(), avisId: z.uuid() }),
]);

export type CourrierInstruction = z.infer<typeof payload>;

/** Writes to an agent of the fund. Its `run` is in `envoyer-courrier-instruction.ts`. */
export const courrierInstruction = {
  name: 'courrier-instruction',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<CourrierInstruction>, 'name' | 'parse'>;
