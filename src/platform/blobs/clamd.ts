import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Verdict =
  | { readonly outcome: 'clean' }
  | { readonly outcome: 'infected'; readonly signature: string }
  /** Nothing is known of the file: no answer, a refusal, an answer that makes no sense. */
  | { readonly outcome: 'unknown'; readonly cause: Error };

export type Scanner = {
  scan(path: string): Promise<Verdict>;
  isReady(): Promise<boolean>;
};

export type ClamdOptions = {
  /** `host:port` or the path of a Unix socket. */
  readonly address: string;
  /** Silence after which it is taken for dead, in milliseconds: longer than the longest scan. 60 000 by default. */
  readonly timeout?: number;
};

/**
 * The ClamAV daemon, by its INSTREAM command: the file is sent to it, so it needs no access to our folders. Its
 * `StreamMaxLength` must be at least the size of the largest accepted file; beyond it, it refuses to look.
 */
export function createClamdScanner({ address, timeout = 60_000 }: ClamdOptions): Scanner {
  const open = () => openSocket(address, timeout);
  return {
    async scan(path) {
      const socket = open();
      const progress = { whole: false };
      const sending = pipeline(Readable.from(framesOf(path, progress)), socket, { end: false });
      const listening = readReply(socket).then((reply) => verdictOf(reply, progress.whole), unknown);
      const [heard] = await Promise.allSettled([listening, sending]);
      socket.destroy();
      const verdict = heard.status === 'fulfilled' ? heard.value : unknown(heard.reason);
      return isCutShort(verdict) && !progress.whole ? unknown(TOO_LARGE_OR_STOPPED(verdict.cause)) : verdict;
    },
    async isReady() {
      const socket = open();
      socket.write('zPING\0');
      const reply = await readReply(socket).catch(() => '');
      socket.destroy();
      return reply === 'PONG';
    },
  };
}

function openSocket(address: string, timeout: number): Socket {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(address) ?? [];
  const socket = host && port ? connect({ host, port: Number(port) }) : connect({ path: address });
  return socket.setTimeout(timeout, () => socket.destroy(new Error('clamd kept silent for too long')));
}

/** Each piece behind its length on four bytes; a length of zero ends the file. */
async function* framesOf(path: string, progress: { whole: boolean }): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    yield length;
    yield piece;
  }
  progress.whole = true;
  yield Buffer.alloc(4);
}

const LONGEST_REPLY = 1_000;

/** A reply ends with a zero byte, as the `z` of the command asks. */
async function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      reply += piece;
      if (reply.includes('\0')) resolve(reply.slice(0, reply.indexOf('\0')));
      else if (reply.length > LONGEST_REPLY) socket.destroy(new Error('clamd answered at too great a length'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(HUNG_UP));
  });
}

/** @param whole whether clamd had been given all of the file: only then can it know that it is clean */
function verdictOf(reply: string, whole: boolean): Verdict {
  if (reply === 'stream: OK' && whole) return { outcome: 'clean' };
  const signature = /^stream: (.+) FOUND$/.exec(reply)?.[1];
  if (signature) return { outcome: 'infected', signature };
  return unknown(reply.includes('size limit exceeded') ? TOO_LARGE : new Error('clamd gave no verdict'));
}

const TOO_LARGE = new Error('clamd does not look at files of this size: raise its StreamMaxLength');

/**
 * It closes as it refuses: what we were still writing then breaks the connection, and often its answer is lost with it.
 */
function isCutShort(verdict: Verdict): verdict is Extract<Verdict, { outcome: 'unknown' }> {
  if (verdict.outcome !== 'unknown') return false;
  const code = 'code' in verdict.cause ? verdict.cause.code : undefined;
  return code === 'EPIPE' || code === 'ECONNRESET' || verdict.cause === HUNG_UP;
}

const HUNG_UP = new Error('clamd closed the connection without an answer');
const TOO_LARGE_OR_STOPPED = (cause: Error) =>
  new Error('clamd cut the file short: larger than its StreamMaxLength, most often, or it stopped', { cause });

function unknown(cause: unknown): Verdict {
  return { outcome: 'unknown', cause: cause instanceof Error ? cause : new Error('clamd failed', { cause }) };
}
