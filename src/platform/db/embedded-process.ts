import { type SpawnOptions, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** The `nobody` of Unix: PostgreSQL refuses to run as root, so a root process hands it to this user. */
export const NOBODY = 65534;

export type Binaries = { readonly initdb: string; readonly pg_ctl: string; readonly postgres: string };

/** Runs a program of PostgreSQL to its end. @throws Error with what it complained of */
export function run(command: string, args: readonly string[]): Promise<void> {
  const identity: SpawnOptions = isRoot() ? { uid: NOBODY, gid: NOBODY } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...identity,
      cwd: tmpdir(),
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      child.stderr?.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${command} a échoué (code ${code}) : ${complaint.trim()}`));
    });
  });
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
