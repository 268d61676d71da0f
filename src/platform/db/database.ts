import type { Kysely } from 'kysely';
import pg from 'pg';
import { Unavailable } from '../errors.ts';
import { postgresTypes } from './types.ts';
import { openWire, type Wire } from './wire.ts';

/**
 * A transaction in progress, already narrowed to what its scope may see: the row-level security of every table of
 * an organisation reads the scope. The only way to get one is `Database.transaction`, so no query can forget it.
 *
 * A module gives it its own tables with `tx.withTables<MyTables>()` (see any `storage/tables.ts`).
 */
export type Tx = Kysely<unknown>;

/** What a transaction may see. `systeme` is for jobs and sign-in only: it sees every organisation. */
export type Portee =
  | { readonly organisation: string; readonly personne?: string }
  | { readonly personne: string }
  | { readonly public: true }
  | { readonly systeme: true };

export type Database = {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws.
   *
   * @throws Unavailable when no connection is to be had
   */
  transaction<T>(portee: Portee, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Runs `work`, which only reads. Queries asked for together (`Promise.all`) are answered together, in one round trip;
   * one that is asked for after an answer sees what others committed meanwhile. PostgreSQL refuses any change.
   */
  read<T>(portee: Portee, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** True when the database answers. */
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** Connection string of the application's role, which owns nothing. */
  readonly url: string;
  /** Connections kept by this process. */
  readonly poolSize: number;
  /** How long a transaction waits for a connection, in milliseconds: 60 000 by default. */
  readonly patience?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
};

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    pipeline: true,
    types: postgresTypes,
    application_name: 'parvis',
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: options.patience ?? PATIENCE_MS,
  });
  pool.on('error', (error) => options.onConnectionError?.(error));
  // A connection cut while somebody uses it: their query fails by itself, and the process must not.
  pool.on('connect', (client) => client.on('error', (error) => options.onConnectionError?.(error)));

  return {
    async transaction(portee, work) {
      const begin = beginStatement(portee, 'begin');
      const client = await connect(pool);
      const wire = openWire(client);
      try {
        const begun = wire.send(begin);
        begun.catch(() => undefined); // Awaited below: until then it must not be an unhandled failure.
        const result = await work(wire.tx);
        await begun;
        wire.end();
        await commit(wire);
        client.release();
        return result;
      } catch (error) {
        wire.end();
        await rollBack(client);
        throw error;
      }
    },
    async read(portee, work) {
      const begin = beginStatement(portee, 'begin read only');
      const client = await connect(pool);
      const wire = openWire(client);
      try {
        return await work(wire.reading(begin));
      } finally {
        wire.end();
        client.release();
      }
    },
    async isAlive() {
      try {
        await pool.query('select 1');
        return true;
      } catch {
        return false;
      }
    },
    close: () => pool.end(),
  };
}

/** Whoever waited that long for a connection is told rather than kept: every one is busy, or nobody answers. */
const PATIENCE_MS = 60_000;

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new Unavailable('', { cause });
  }
}

/** A client that cannot even roll back is broken: it is destroyed rather than given back to the pool. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

/** PostgreSQL answers « rollback » to the commit of a transaction in which something failed and was not told. */
async function commit(wire: Wire): Promise<void> {
  const { command } = await wire.send('commit');
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its queries had failed');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `begin` and the scope travel together, with the first query. Every setting is always written, so none can be left over. */
function beginStatement(portee: Portee, begin: 'begin' | 'begin read only'): string {
  const organisation = 'organisation' in portee ? checkedUuid(portee.organisation) : '';
  const personne = 'personne' in portee && portee.personne ? checkedUuid(portee.personne) : '';
  const systeme = 'systeme' in portee ? 'oui' : '';
  return (
    `${begin}; select set_config('app.organisation', '${organisation}', true),` +
    ` set_config('app.personne', '${personne}', true), set_config('app.systeme', '${systeme}', true)`
  );
}

function checkedUuid(id: string): string {
  if (!UUID.test(id)) throw new Error('The scope of a transaction must be an id');
  return id;
}
