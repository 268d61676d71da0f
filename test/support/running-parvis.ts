import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../src/platform/root.ts';
import { START_FLAGS } from './start-flags.ts';

/** A message of the demonstration mailbox, as its file holds it. */
export type Courrier = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly fileName: string;
    readonly mediaType: string;
    readonly base64: string;
  }[];
};

/** The real program, in a process and a folder of its own. */
export type RunningParvis = {
  /** Without a slash at the end. */
  readonly url: string;
  readonly simulatorsUrl: string;
  readonly dataDir: string;
  /** All that it printed so far, errors included. */
  output(): string;
  /** The newest first. */
  courriers(): Promise<readonly Courrier[]>;
  /** The newest message that fits, waited for: mails leave after the answer. */
  courrier(fits: (courrier: Courrier) => boolean): Promise<Courrier>;
  /** Tells a simulator to misbehave (`simulators/control/behaviours.ts`); nothing: to behave again. */
  misbehave(order?: { readonly system: string; readonly behaviour: string; readonly delayMs?: number }): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL: whatever it was doing is lost. Its database goes on, and the next start on the same `DATA_DIR` adopts it. */
  kill(): Promise<void>;
};

/**
 * Builds when a source changed, starts the demonstration on a free pair of ports, and waits until it serves.
 *
 * @param env variables of the configuration, besides its port. A `DATA_DIR` given here outlives the program.
 */
export async function startParvis(env: Readonly<Record<string, string>> = {}): Promise<RunningParvis> {
  const { ensureBuilt } = (await import(join(ROOT, 'scripts/build.js'))) as { ensureBuilt(): Promise<boolean> };
  await ensureBuilt();
  const dataDir = env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'parvis-journey-')));
  // Started as root, PostgreSQL runs as another user, who must be able to come in.
  await chmod(dataDir, 0o711);
  const port = await freePairOfPorts();
  const url = `http://localhost:${port}`;
  const simulatorsUrl = `http://localhost:${port + 1}`;
  const printed: string[] = [];
  const child = spawn(process.execPath, [...START_FLAGS, join(ROOT, 'build/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      DATA_DIR: dataDir,
      RECONSTITUTION: 'non',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const output = () => printed.join('');
  const stop = async () => {
    await endProcess(child);
    if (env['DATA_DIR'] === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, output);
  } catch (error) {
    await stop();
    throw error;
  }

  const courriers = () => readCourriers(join(dataDir, 'courriers'));
  return {
    url,
    simulatorsUrl,
    dataDir,
    output,
    courriers,
    async courrier(fits) {
      for (const deadline = Date.now() + MAIL_PATIENCE_MS; ; await wait(50)) {
        const found = (await courriers()).find(fits);
        if (found) return found;
        if (Date.now() > deadline) {
          const subjects = (await courriers()).map(({ to, subject }) => `${to}: ${subject}`);
          throw new Error(`No such message. Those sent:\n${subjects.join('\n')}`);
        }
      }
    },
    async misbehave(order) {
      const answer = await fetch(`${simulatorsUrl}/controle`, {
        method: order ? 'POST' : 'DELETE',
        headers: { 'content-type': 'application/json' },
        ...(order ? { body: JSON.stringify(order) } : {}),
      });
      if (!answer.ok) throw new Error(`The simulators refuse the order: ${await answer.text()}`);
    },
    stop,
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 15_000;
const MAIL_PATIENCE_MS = 15_000;

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (const deadline = Date.now() + START_PATIENCE_MS; ; await wait(100)) {
    if (child.exitCode !== null) throw new Error(`Parvis ended while starting:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > deadline) throw new Error(`Parvis is not ready after a minute:\n${output()}`);
  }
}

/** As Ctrl-C does; killed only when it does not end by itself, which is then a failure. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const late = new AbortController();
  const inTime = await Promise.race([
    ended.then(() => true),
    wait(STOP_PATIENCE_MS, false, { signal: late.signal }).catch(() => false),
  ]);
  late.abort();
  if (inTime) return;
  child.kill('SIGKILL');
  await ended;
  throw new Error('Parvis did not stop by itself after SIGINT');
}

/** The simulators listen on the port after the platform's. */
async function freePairOfPorts(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = await listenOnce(0);
    if (port !== undefined && port < 65_535 && (await listenOnce(port + 1)) !== undefined) return port;
  }
  throw new Error('No two free ports side by side');
}

function listenOnce(asked: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(asked, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : undefined));
    });
  });
}

async function readCourriers(folder: string): Promise<readonly Courrier[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  const read = files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Courrier);
  return (await Promise.all(read)).toReversed();
}
