import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe } from 'vitest';

/** Where Debian puts what it does not expect users to run by hand. */
const ELSEWHERE = ['/usr/sbin', '/usr/lib/postgresql/15/bin'];

/** @returns the path of a program, when it is on this machine */
function find(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...ELSEWHERE];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** A real peer: its tests run where its programs are, and are told as skipped elsewhere, which is not passed. */
export function describePeer(name: string, programs: readonly string[], body: () => void): void {
  const absent = programs.filter((program) => !find(program));
  if (absent.length === 0) {
    describe(name, body);
    return;
  }
  process.stderr.write(
    `\n!! ${name}: ABSENT (${absent.join(', ')}). Not tested. As root on Debian, npm run test:pairs installs it.\n\n`,
  );
  describe.skip(`${name}: ABSENT`, body);
}

export type Program = {
  readonly output: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Ends it; it may be dead already. */
  readonly stop: () => Promise<void>;
};

export type ProgramOptions = {
  /** True once it serves. */
  readonly ready: () => Promise<boolean>;
  /** Some refuse to run as root: who runs it then. */
  readonly user?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a program and waits until it serves. @throws what it said, when it does not */
export async function start(
  program: string,
  args: readonly string[],
  { ready, user, env }: ProgramOptions,
): Promise<Program> {
  const child = spawn(...asUser([find(program) ?? program, ...args], user), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece.toString()));
  await untilReady(program, child, ready, () => output.slice(-LAST_WORDS));
  return {
    output: () => output.slice(-LAST_WORDS),
    signal: (name) => void child.kill(name),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Runs a program to its end. @throws what it said when it fails */
export function run(program: string, args: readonly string[], options: { user?: string; input?: string } = {}): string {
  const [command, all] = asUser([find(program) ?? program, ...args], options.user);
  const { status, stdout, stderr } = spawnSync(command, all, { encoding: 'utf8', input: options.input ?? '' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

export async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  socket.close();
  await once(socket, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

export async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  const answer = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return answer;
}

function asUser(command: readonly string[], user: string | undefined): [string, string[]] {
  const [program = '', ...args] =
    user !== undefined && process.getuid?.() === 0 ? ['runuser', '-u', user, '--', ...command] : command;
  return [program, args];
}

/** Enough of what a program said to know why it failed. */
const LAST_WORDS = 3_000;

const PATIENCE_MS = 30_000;

async function untilReady(
  program: string,
  child: ChildProcess,
  ready: () => Promise<boolean>,
  output: () => string,
): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await wait(50)) {
    if (child.exitCode !== null) throw new Error(`${program} ended while starting:\n${output()}`);
    if (await ready()) return;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${program} does not serve:\n${output()}`);
    }
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
