import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const payload = z.object({ organisationId: z.uuid(), lotId: z.uuid() });

export type TraiterLot = z.infer<typeof payload>;

/** Does an action on many requests. Its `run` is in `traiter-lots.ts`. */
export const traiterLot = {
  name: 'traiter-lot',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<TraiterLot>, 'name' | 'parse'>;
