import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { postgresTypes } from './types.ts';

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
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. */
  transaction<T>(portee: Portee, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** True when the database answers. */
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** Connection string of the application's role, which owns nothing. */
  readonly url: string;
  /** Connections kept by this process. */
  readonly poolSize: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
};

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    types: postgresTypes,
    application_name: 'parvis',
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', (error) => options.onConnectionError?.(error));
  // A connection cut while somebody uses it: their query fails by itself, and the process must not.
  pool.on('connect', (client) => client.on('error', (error) => options.onConnectionError?.(error)));
  const builders = new WeakMap<pg.PoolClient, Tx>();

  return {
    async transaction(portee, work) {
      const client = await pool.connect();
      try {
        await client.query(beginStatement(portee));
        const result = await work(builderOf(client, builders));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        await rollBack(client);
        throw error;
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

/** A client that cannot even roll back is broken: it is destroyed rather than given back to the pool. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

/** One query builder a connection, made once: a Kysely that only ever speaks on this client. */
function builderOf(client: pg.PoolClient, builders: WeakMap<pg.PoolClient, Tx>): Tx {
  const known = builders.get(client);
  if (known) return known;
  const borrowed = { query: client.query.bind(client), release: () => undefined };
  const pool = { connect: async () => borrowed, end: async () => undefined };
  const builder = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool as never }) });
  builders.set(client, builder);
  return builder;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `begin` and the scope travel together: one round trip. Every setting is always written, so none can be left over. */
function beginStatement(portee: Portee): string {
  const organisation = 'organisation' in portee ? checkedUuid(portee.organisation) : '';
  const personne = 'personne' in portee && portee.personne ? checkedUuid(portee.personne) : '';
  const systeme = 'systeme' in portee ? 'oui' : '';
  return (
    `begin; select set_config('app.organisation', '${organisation}', true),` +
    ` set_config('app.personne', '${personne}', true), set_config('app.systeme', '${systeme}', true)`
  );
}

function checkedUuid(id: string): string {
  if (!UUID.test(id)) throw new Error('The scope of a transaction must be an id');
  return id;
}
