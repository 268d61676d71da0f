import { z } from 'zod';
import type { Tx } from '../db/database.ts';
import { type EnqueueOptions, enqueue } from '../jobs/enqueue.ts';
import type { Task } from '../jobs/task.ts';
import type { Mail } from './mail.ts';
import { isOneAddress, isOneLine } from './message.ts';

/** A message without attachments: those come from the store of files, by a task that knows which. */
const queuedMail = z.strictObject({
  to: z.string().refine(isOneAddress),
  subject: z.string().refine(isOneLine),
  text: z.string(),
  senderName: z.string().refine(isOneLine).optional(),
  replyTo: z.string().refine(isOneAddress).optional(),
});

export type QueuedMail = z.input<typeof queuedMail>;

const outgoing = { name: 'send-mail', parse: (payload: unknown): QueuedMail => queuedMail.parse(payload) };

/**
 * Sends a mail if, and only if, the transaction is committed. What it says is deleted from the queue once sent.
 *
 * @throws ZodError on what `send` would refuse: an address or a subject that would break out of its header
 */
export function enqueueMail(tx: Tx, message: QueuedMail, options?: EnqueueOptions): Promise<void> {
  return enqueue(tx, outgoing, message, options);
}

/** What sends the queued mails: one of the tasks of the jobs. */
export function createSendMailTask(mail: Mail): Task<QueuedMail> {
  return {
    ...outgoing,
    async run({ to, subject, text, senderName, replyTo }, { logger }) {
      const sent = await mail.send({
        ...{ to, subject, text },
        ...(senderName === undefined ? {} : { senderName }),
        ...(replyTo === undefined ? {} : { replyTo }),
      });
      if (!sent.ok) logger.warn('the recipient of a mail is refused for good by its server');
    },
  };
}
