import { once } from 'node:events';
import type { Server } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type MailSink = {
  readonly port: number;
  /** How many messages this address received. */
  countFor(address: string): number;
  close(): Promise<void>;
};

/** A mail server that outlives the one which writes to it. */
export async function openMailSink(): Promise<MailSink> {
  const received = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, callback) {
      stream.resume();
      stream.once('end', () => {
        for (const { address } of envelope.rcptTo) received.set(address, (received.get(address) ?? 0) + 1);
        callback();
      });
    },
  });
  server.on('error', () => undefined); // Who was writing was killed.
  const listening: Server = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (!address || typeof address !== 'object') throw new Error('The mail server has no port');
  return {
    port: address.port,
    countFor: (recipient) => received.get(recipient) ?? 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
