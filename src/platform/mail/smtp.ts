import { createTransport } from 'nodemailer';
import { ok, type Result, refuse } from '../../values/result.ts';
import { Unavailable } from '../errors.ts';
import type { Letter } from './message.ts';

export type Smtp = {
  deliver(letter: Letter): Promise<Result<void>>;
  isReady(): Promise<boolean>;
  close(): void;
};

/** A relay that sends our mails. */
export function createSmtp(url: string): Smtp {
  const transport = createTransport({
    ...{ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    async deliver({ attachments, sentAt, ...letter }) {
      try {
        await transport.sendMail({
          ...letter,
          date: new Date(sentAt.epochMilliseconds),
          headers: WRITTEN_BY_A_MACHINE,
          attachments: attachments.map(({ fileName, mediaType, content }) => ({
            filename: fileName,
            contentType: mediaType,
            content: Buffer.from(content),
          })),
        });
        return ok(undefined);
      } catch (error) {
        if (isRecipientRefused(error)) return refuse('Cette adresse électronique est refusée par son serveur.');
        throw new Unavailable('Le service d’envoi de courriels ne répond pas.', { cause: error });
      }
    },
    async isReady() {
      try {
        return await transport.verify();
      } catch {
        return false;
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 3834, and its equivalent for Exchange: no « I am on holiday » comes back. */
const WRITTEN_BY_A_MACHINE = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Refused for good (5xx) at the very step where the recipient is given; not our password, not our message. */
function isRecipientRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, command, responseCode }: SmtpFailure = error;
  return code === 'EENVELOPE' && command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500;
}

type SmtpFailure = Error & { readonly code?: string; readonly command?: string; readonly responseCode?: number };
