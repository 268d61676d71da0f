import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const payload = z.object({ organisationId: z.uuid(), commissionId: z.uuid() });

export type CloreCommission = z.infer<typeof payload>;

/** Carries out what a committee decided. Its `run` is in `appliquer-decisions.ts`. */
export const cloreCommission = {
  name: 'clore-commission',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<CloreCommission>, 'name' | 'parse'>;
