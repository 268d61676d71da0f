import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const payload = z.object({ dossierId: z.uuid(), decisionId: z.uuid() });

export type LettreDecision = z.infer<typeof payload>;

/** Makes the letter of a decision. Its `run` is in `produire-lettre.ts`. */
export const lettreDecision = {
  name: 'lettre-decision',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<LettreDecision>, 'name' | 'parse'>;
