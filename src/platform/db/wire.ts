import {
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type pg from 'pg';
import type { Tx } from './database.ts';
import type { NamedQuery } from './prepared.ts';

/** One connection to PostgreSQL, lent for one use, on which nothing waits for an answer that it does not need (docs/adr/0011). */
export type Wire = {
  /** Speaks inside the transaction that `send` began. */
  readonly tx: Tx;
  /** Statements asked for in one turn of the event loop leave together, in one packet. */
  send(statement: string): Promise<pg.QueryResult>;
  /**
   * What is asked of the result in one turn of the event loop leaves together, in a transaction of its own that `begin`
   * opens: one packet goes, one comes back.
   */
  reading(begin: string): Tx;
  /**
   * From now on what was given asks nothing more. One of several questions may fail while the others have more to ask:
   * they would ask it in the scope, and in the transaction, of whoever has the connection next.
   */
  end(): void;
};

/** @param client of a pool made with `pipeline` */
export function openWire(client: pg.PoolClient): Wire {
  let isOver = false;
  const send = (query: string | pg.QueryConfig) => {
    leaveTogether(client);
    return client.query(query);
  };
  const unlessOver = (ask: typeof send) => async (query: pg.QueryConfig) => {
    if (isOver) throw new Error('This transaction is over: nothing more can be asked in it');
    return ask(query);
  };
  return {
    get tx() {
      return builderOn(unlessOver(send));
    },
    send,
    reading(begin) {
      let asking = false;
      const read = (query: string | pg.QueryConfig) => {
        if (!asking) {
          asking = true;
          // Should these fail, so does the query between them, which says why.
          send(begin).catch(() => undefined);
          process.nextTick(() => {
            asking = false;
            send('commit').catch(() => undefined);
          });
        }
        return send(query);
      };
      return builderOn(unlessOver(read));
    },
    end() {
      isOver = true;
    },
  };
}

/** As the documentation of `writable.cork` advises. Corks are counted: this one ends after those that follow it. */
function leaveTogether({ connection: { stream } }: pg.PoolClient): void {
  stream.cork();
  process.nextTick(() => process.nextTick(() => stream.uncork()));
}

/** A query builder that only ever speaks on this connection; it begins and ends no transaction. */
function builderOn(query: (config: pg.QueryConfig) => Promise<pg.QueryResult>): Tx {
  const connection: DatabaseConnection = {
    async executeQuery({ sql, parameters, name }: NamedQuery) {
      const { command, rowCount, rows } = await query({
        text: sql,
        values: [...parameters],
        ...(name === undefined ? {} : { name }),
      });
      return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery: refuse,
  };
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => undefined,
      acquireConnection: async () => connection,
      releaseConnection: async () => undefined,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      destroy: async () => undefined,
    }),
  };
  return new Kysely<unknown>({ dialect });
}

function refuse(): never {
  throw new Error('Transactions are begun by Database, and nothing is streamed');
}
