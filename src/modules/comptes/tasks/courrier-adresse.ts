import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';

/** Names the old address by the link that replaced it: a job's payload is stored, and an address goes within a day. */
const payload = z.object({
  /** Digest of its token, in hexadecimal. */
  lien: z.string().regex(/^[0-9a-f]{64}$/),
  /** The link to sign in goes elsewhere too. */
  connexion: z.boolean(),
});

export type CourrierAdresse = z.infer<typeof payload>;

/** Tells the old contact address of an account that it is not any more. Its `run` is in `envoyer-courrier-adresse.ts`. */
export const courrierAdresse = {
  name: 'courrier-adresse',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierAdresse>, 'name' | 'parse'>;
