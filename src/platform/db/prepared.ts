import {
  type Compilable,
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Tx } from './database.ts';

/** A query that PostgreSQL keeps parsed and planned, on each connection, under a name. */
export type NamedQuery = CompiledQuery & { readonly name?: string };

/**
 * A hot query, built once: later calls only send its name and its values. For look-ups by key, whose plan does not
 * depend on the values.
 *
 * @param build uses each argument once, in their order
 */
export function prepared<Args extends readonly unknown[], Row>(
  name: string,
  build: (tx: Tx, ...args: Args) => Compilable<Row>,
): (tx: Tx, ...args: Args) => Promise<readonly Row[]> {
  let text: string | undefined;
  return async (tx, ...args) => {
    text ??= textOf(name, build(tx, ...args).compile(), args);
    const query: NamedQuery = { ...CompiledQuery.raw(text, [...args]), name };
    return (await tx.executeQuery(query as CompiledQuery<Row>)).rows;
  };
}

/** SQL written by hand, as `prepared` takes it. */
export function statement<Row>(text: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => text.compile(compiler) };
}

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

function textOf(name: string, { sql, parameters }: CompiledQuery, args: readonly unknown[]): string {
  if (parameters.length !== args.length || parameters.some((parameter, i) => parameter !== args[i])) {
    throw new Error(`The prepared query ${name} must use each of its arguments once, in their order`);
  }
  return sql;
}
