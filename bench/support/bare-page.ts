import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../src/platform/root.ts';

export type BarePage = { readonly port: number; cpuSeconds(): Promise<number>; stop(): Promise<void> };

/** @param file holds the bytes to send */
export async function startBarePage(databaseUrl: string, poolSize: number, file: string): Promise<BarePage> {
  const child = fork(join(ROOT, 'bench/support/bare-page-process.ts'), [databaseUrl, String(poolSize), file]);
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
