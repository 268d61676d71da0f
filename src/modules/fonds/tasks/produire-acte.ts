import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

const payload = z.object({ acteId: z.uuid() });

export type ProduireActe = z.infer<typeof payload>;

/** Makes the document of an act. Its `run` is in `produire-document.ts`. */
export const produireActe = {
  name: 'produire-acte',
  parse: (value: unknown) => payload.parse(value),
} satisfies Pick<Task<ProduireActe>, 'name' | 'parse'>;
