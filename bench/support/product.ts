import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/db/embedded.ts';
import { type RunningParvis, startParvis } from '../../test/support/running-parvis.ts';

/** Connections of the pool (its default), and of the load. */
export const CONCURRENCY = 10;

export type Product = {
  readonly parvis: RunningParvis;
  readonly port: number;
  readonly postgres: EmbeddedPostgres;
  /** Connects as the owner, above the row-level security. */
  readonly owner: pg.Pool;
  /** A folder for the files of the benchmark, removed with the rest. */
  readonly folder: string;
  /** CPU time of the server's process since its start, as its own metrics tell it. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
};

/**
 * The real program in a process of its own, with its limits, its log and its jobs, on a real PostgreSQL that does wait
 * for its disk. The addresses of the load are believed, as those given by a proxy are.
 */
export async function startProduct(
  database = 'bench',
  settings: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-bench-'));
  // Started as root, PostgreSQL runs as another user, who must be able to come in.
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), database });
  const owner = new pg.Pool({ connectionString: postgres.ownerUrl, max: CONCURRENCY });
  owner.on('error', () => undefined); // A failure that ends the benchmark is told by who meets it.
  const parvis = await startParvis({
    DATABASE_URL: postgres.appUrl,
    DATABASE_OWNER_URL: postgres.ownerUrl,
    DATABASE_POOL: String(CONCURRENCY),
    TRUST_PROXY: '127.0.0.1',
    // `NODE_OPTIONS='--cpu-prof --cpu-prof-dir=/tmp/profil' node_modules/.bin/node scripts/bench.js pages` shows where
    // the time goes (npm would refuse these options on the Node of the machine).
    NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '',
    ...settings,
  });
  return {
    parvis,
    port: Number(new URL(parvis.url).port),
    postgres,
    owner,
    folder,
    async cpuSeconds() {
      const metrics = await (await fetch(`${parvis.url}/metrics`)).text();
      const seconds = /^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1];
      if (!seconds) throw new Error('The metrics do not tell the CPU time');
      return Number(seconds);
    },
    async stop() {
      await parvis.stop();
      await owner.end();
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export function cookiesOf(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
