import { safeFileName } from '../blobs/safe-file-name.ts';
import { htmlOf } from './html.ts';

export type Attachment = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
};

export type Message = {
  /** One address, without a name. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  /** Plain text, which must be enough by itself: paragraphs apart by an empty line, lists by `- `, whole addresses. */
  readonly text: string;
  /** Shown as the sender, e.g. the commune in whose name we write. */
  readonly senderName?: string;
  /** Where an answer goes. */
  readonly replyTo?: string;
  readonly attachments?: readonly Attachment[];
};

type Sender = { readonly name: string; readonly address: string };

/** A message ready to leave. */
export type Letter = {
  readonly from: Sender;
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sentAt: Temporal.Instant;
  readonly attachments: readonly Attachment[];
};

/** @throws Error when a part would break out of its header: whoever calls has parsed addresses and fixed subjects */
export function compose(message: Message, sender: Sender, sentAt: Temporal.Instant): Letter {
  const { to, subject, text, senderName, replyTo, attachments = [] } = message;
  return {
    from: { address: sender.address, name: oneLine(senderName ?? sender.name, 'sender') },
    to: oneAddress(to),
    ...(replyTo === undefined ? {} : { replyTo: oneAddress(replyTo) }),
    subject: oneLine(subject, 'subject'),
    text,
    html: htmlOf({ subject, text }),
    sentAt,
    attachments: attachments.map((file) => ({ ...file, fileName: safeFileName(file.fileName) })),
  };
}

/** @param from `address` or `Name <address>` */
export function parseSender(from: string): Sender {
  const [, name = '', address = from] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return { name: oneLine(name, 'sender'), address: oneAddress(address.trim()) };
}

/** Stricter than what mail allows: no spaces, lists, comments, quotes, names or controls, so nothing to break out of. */
const ADDRESS =
  /^[^\s@<>()[\]{},;:"'`\\|\p{C}][^\s@<>()[\]{},;:"`\\|\p{C}]*@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;

function isOneAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

function isOneLine(text: string): boolean {
  return text.length <= 500 && !/[\p{Cc}\u2028\u2029]/u.test(text);
}

function oneAddress(address: string): string {
  if (!isOneAddress(address)) throw new Error('A mail goes to one plain address');
  return address;
}

function oneLine(text: string, part: string): string {
  if (!isOneLine(text)) throw new Error(`The ${part} of a mail is one line`);
  return text;
}
