import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../src/platform/root.ts';
import { START_FLAGS } from '../../test/support/start-flags.ts';

export type BarePage = { readonly port: number; cpuSeconds(): Promise<number>; stop(): Promise<void> };

export type BarePageOptions = {
  readonly postgres: { readonly appUrl: string; readonly ownerUrl: string };
  readonly poolSize: number;
  /** Holds the bytes to send. */
  readonly file: string;
  /** The token of the session that is looked up. */
  readonly token: string;
};

export async function startBarePage({ postgres, poolSize, file, token }: BarePageOptions): Promise<BarePage> {
  const empreinte = createHash('sha256').update(token).digest('hex');
  const options = [postgres.appUrl, postgres.ownerUrl, String(poolSize), file, empreinte];
  const child = fork(join(ROOT, 'bench/support/bare-page-process.ts'), options, { execArgv: [...START_FLAGS] });
  const { port } = await answerOf<{ port: number }>(child);
  return {
    port,
    async cpuSeconds() {
      child.send('cpu');
      return (await answerOf<{ cpuSeconds: number }>(child)).cpuSeconds;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  const ended = once(child, 'exit', over).then(() => Promise.reject(new Error('The reference ended by itself')));
  try {
    const [message] = await Promise.race([once(child, 'message', over), ended]);
    return message as T;
  } finally {
    ended.catch(() => undefined);
    over.abort();
  }
}
