import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';
import { remaining } from '../../../platform/mail/send-to-each.ts';

/** What a mail is about; its text is read from the dossier when it leaves. */
const payload = z.object({
  courriel: z.enum(['depot', 'correction', 'message', 'decision']),
  dossierId: z.uuid(),
  /** The message that it tells of, if it tells of one. */
  messageId: z.uuid().optional(),
  remaining: remaining.optional(),
});

export type CourrierDossier = z.infer<typeof payload>;

/** Tells the usager that something happened. Its `run` is in `envoyer-courrier.ts`. */
export const courrierDossier = {
  name: 'courrier-dossier',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierDossier>, 'name' | 'parse'>;
