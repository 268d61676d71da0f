import type { Tx } from '../../../platform/db/database.ts';
import type { Recours } from '../domain/recours.ts';
import { type Decision, listDecisions } from '../storage/decisions.ts';
import { listMessages } from '../storage/messages.ts';
import { listRecours } from '../storage/recours.ts';

/** A recours that nobody answered, with what it says and what it contests. */
export type RecoursARepondre = {
  readonly recours: Recours;
  /** What whoever contests wrote. */
  readonly motif: string;
  readonly decision: Decision;
};

/** Who may is the caller's to say. @returns undefined when none waits */
export async function readRecoursARepondre(tx: Tx, dossierId: string): Promise<RecoursARepondre | undefined> {
  const recours = (await listRecours(tx, dossierId)).find(({ issue }) => issue === null);
  if (!recours) return undefined;
  const [messages, decisions] = await Promise.all([listMessages(tx, dossierId), listDecisions(tx, dossierId)]);
  const motif = messages.find(({ id }) => id === recours.messageId)?.corps;
  const decision = decisions.find(({ id }) => id === recours.decisionId);
  if (motif === undefined || !decision) throw new Error(`The recours against ${recours.decisionId} lost its parts`);
  return { recours, motif, decision };
}
