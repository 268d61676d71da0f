import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config/config.ts';

type Service = { readonly pid: number; readonly publicUrl: string };

/** A server says where it answers, for the commands that run beside it. @returns what takes it back when it stops */
export function noterAdresse({ dataDir, publicUrl }: Pick<Config, 'dataDir' | 'publicUrl'>): () => void {
  const service: Service = { pid: process.pid, publicUrl };
  writeFileSync(fileOf(dataDir), JSON.stringify(service));
  return () => {
    if (readService(dataDir)?.pid === process.pid) rmSync(fileOf(dataDir), { force: true });
  };
}

/**
 * Where people find the installation, for a command: what its configuration says when it says it, else where a server on
 * the same data answers now. `sure` is false when neither says it: it is then where one would answer by default.
 */
function adresseServie(config: Pick<Config, 'PUBLIC_URL' | 'dataDir' | 'publicUrl'>): {
  readonly url: string;
  readonly sure: boolean;
} {
  if (config.PUBLIC_URL !== undefined) return { url: config.publicUrl, sure: true };
  const service = readService(config.dataDir);
  return service && isRunning(service.pid)
    ? { url: service.publicUrl, sure: true }
    : { url: config.publicUrl, sure: false };
}

/** « Son adresse : http://localhost:3000/flayat », and what decides it when no server runs. */
export function ligneAdresse(quoi: string, config: Config, path: string): string {
  const { url, sure } = adresseServie(config);
  const note = sure ? '' : ' (quand le serveur tournera\u00a0; PUBLIC_URL ou PORT en décident)';
  return `${quoi}\u00a0: ${url}${path}${note}`;
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'en-service.json');
}

/** Undefined when none is there, or when it is being written. */
function readService(dataDir: string): Service | undefined {
  try {
    const { pid, publicUrl } = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Partial<Service>;
    return typeof pid === 'number' && typeof publicUrl === 'string' ? { pid, publicUrl } : undefined;
  } catch {
    return undefined;
  }
}

/** A server that was killed leaves its word behind. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
