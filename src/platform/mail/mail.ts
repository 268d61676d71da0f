import type { Result } from '../../values/result.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { compose, type Message, parseSender } from './message.ts';
import { createSmtp } from './smtp.ts';

export type MailOptions = {
  /** `ne-pas-repondre@exemple.fr` or `Parvis <ne-pas-repondre@exemple.fr>`. */
  readonly from: string;
  readonly clock: Clock;
} & (
  | {
      readonly kind: 'smtp';
      /** `smtp://user:password@host:587`; `smtps:` for TLS from the start. */
      readonly url: string;
    }
  | {
      /** For development and demonstrations: messages are kept in a folder and shown on a page. Nothing leaves. */
      readonly kind: 'mailbox';
      readonly dir: string;
      readonly random: Random;
    }
);

export type Mail = {
  /**
   * Sends a text, with an HTML alternative made from it. From a job, not from a request: servers are slow.
   *
   * @returns a refusal when the recipient's address is refused for good: trying again would change nothing
   * @throws Unavailable when the server does not answer or wants us to try later
   * @throws Error on an address or a subject that would break out of its header
   */
  send(message: Message): Promise<Result<void>>;
  isReady(): Promise<boolean>;
  /** What was sent, when it is kept instead. */
  readonly mailbox?: Mailbox;
  close(): void;
};

export function createMail(options: MailOptions): Mail {
  const sender = parseSender(options.from);
  const { clock } = options;
  if (options.kind === 'mailbox') {
    const mailbox = createMailbox(options);
    return {
      send: (message) => mailbox.deliver(compose(message, sender, clock.now())),
      isReady: async () => true,
      mailbox,
      close: () => undefined,
    };
  }
  const smtp = createSmtp(options.url);
  return { ...smtp, send: (message) => smtp.deliver(compose(message, sender, clock.now())) };
}
