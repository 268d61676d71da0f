import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../../src/platform/root.ts';
import { START_FLAGS } from '../../support/start-flags.ts';

/** The real program in production mode, in a process made to be killed. */
export type Victim = {
  /** Resolves when it serves; rejects when it ended by itself. */
  ready(): Promise<void>;
  /** SIGKILL: nothing of it runs any more when this resolves. Rejects when it had ended by itself. */
  kill(): Promise<void>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
};

export type VictimOptions = {
  readonly port: number;
  readonly dataDir: string;
  readonly secret: string;
  readonly database: { readonly appUrl: string; readonly ownerUrl: string };
  readonly smtpPort: number;
};

/** Browsers come through a proxy that is believed: the limit of requests an address stays on. */
export function spawnVictim(options: VictimOptions): Victim {
  const child = spawn(process.execPath, [...START_FLAGS, join(ROOT, 'build/main.js')], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const output = () => printed.join('');
  let asked = false;
  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    if (hasEnded(child) && asked) return;
    if (hasEnded(child)) throw new Error(`The victim ended by itself:\n${output()}`);
    asked = true;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    ready: () => untilReady(options.port, child, output),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
  };
}

/** All that production demands. Nobody signs in here: the identity providers are never asked. */
function environment({ port, dataDir, secret, database, smtpPort }: VictimOptions): Record<string, string> {
  const provider = (name: string) => ({
    [`${name}_ISSUER`]: 'https://identite.exemple.test',
    [`${name}_CLIENT_ID`]: 'parvis',
    [`${name}_CLIENT_SECRET`]: secret,
  });
  return {
    PARVIS_MODE: 'production',
    PORT: String(port),
    PUBLIC_URL: 'https://parvis.exemple.test',
    TRUST_PROXY: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    SECRET: secret,
    ...provider('FRANCECONNECT'),
    ...provider('PROCONNECT'),
    API_PARTICULIER_URL: 'https://particulier.exemple.test',
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'Parvis <ne-pas-repondre@exemple.test>',
    LOG_LEVEL: 'warn',
    // Compiled once by the start that is not killed: fifty starts must stay short.
    NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'),
  };
}

const PATIENCE_MS = 60_000;

async function untilReady(port: number, child: ChildProcess, output: () => string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await wait(15)) {
    if (hasEnded(child)) throw new Error(`The victim ended by itself:\n${output()}`);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > deadline) throw new Error(`The victim does not serve:\n${output()}`);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
