import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Random, randomHex } from '../random.ts';
import type { Mail } from './mail.ts';
import type { Message } from './message.ts';

/** Which addresses of a mail are still to be written to, by their salted digests: what a job keeps names nobody. */
export const remaining = z.object({ salt: z.string(), digests: z.array(z.string()) });

export type Remaining = z.infer<typeof remaining>;

export type MessageToEach = Omit<Message, 'to'> & {
  readonly to: readonly string[];
  /** Only those of `to`, after a first time; all of them when it is absent. */
  readonly remaining?: Remaining | undefined;
};

/**
 * Writes to each address, from a job. One that cannot be reached now, a full mailbox say, is left for later by itself: were
 * the whole tried again, the others would be written to each time.
 *
 * @param tell `refused`: an address is refused for good. `later`: queues the same mail for those alone
 * @throws what sending threw, when nobody could be reached: nothing was sent, and the whole may be tried again
 */
export async function sendToEach(
  { mail, random }: { readonly mail: Pick<Mail, 'send'>; readonly random: Random },
  { to, remaining: asked, ...message }: MessageToEach,
  tell: { refused(): void; later(remaining: Remaining): Promise<void> },
): Promise<void> {
  const due = asked ? to.filter((address) => asked.digests.includes(digestOf(address, asked.salt))) : to;
  const unreached: string[] = [];
  let failure: unknown;
  for (const address of due) {
    try {
      const sent = await mail.send({ ...message, to: address });
      if (!sent.ok) tell.refused();
    } catch (error) {
      unreached.push(address);
      failure = error;
    }
  }
  if (unreached.length === 0) return;
  if (unreached.length === due.length) throw failure;
  const salt = randomHex(random, 16);
  await tell.later({ salt, digests: unreached.map((address) => digestOf(address, salt)) });
}

function digestOf(address: string, salt: string): string {
  return createHash('sha256').update(`${salt} ${address.toLowerCase()}`).digest('hex');
}
