import { z } from 'zod';
import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';

/** What happened to a place, who reads of it, and who did it; the text is written when it leaves. */
const payload = z.object({
  courriel: z.enum(['invitation', 'invitation_retiree', 'roles', 'retrait', 'depart', 'depart_annonce']),
  membreId: z.uuid(),
  /** The place whose address is written to: another one when somebody else must know. */
  destinataireId: z.uuid(),
  /** Null when it was the command line. */
  parId: z.uuid().nullable(),
});

export type CourrierMembre = z.infer<typeof payload>;

/** Tells who it concerns. Its `run` is in `envoyer-courrier-membre.ts`. */
export const courrierMembre = {
  name: 'courrier-membre',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierMembre>, 'name' | 'parse'>;

/** In the transaction of the change. */
export function prevenir(
  tx: Tx,
  courrier: Omit<CourrierMembre, 'destinataireId'> & { readonly destinataireId?: string },
): Promise<void> {
  return enqueue(tx, courrierMembre, { ...courrier, destinataireId: courrier.destinataireId ?? courrier.membreId });
}
