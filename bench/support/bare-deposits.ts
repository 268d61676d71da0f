import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** The reference of bench/deposits.ts. */
export type BareDeposits = {
  /**
   * @param connections that many loops at the same time, each on its own
   * @returns deposits a second
   */
  run(seconds: number, connections: number): Promise<number>;
};

/**
 * The rows that a deposit leaves, inserted by a bare loop: one transaction a deposit, prepared statements. The tables are copies with their indexes and generated columns; without row-level
 * security, foreign keys, triggers, nor anything to compute. Heads of the journal, shared by many deposits, are left out.
 *
 * @param dossierId a dossier that the product deposited: its rows are those that the loop inserts
 */
export async function prepareBareDeposits(pool: pg.Pool, dossierId: string): Promise<BareDeposits> {
  await pool.query(`
    create schema if not exists bare;
    ${TABLES.map(({ name, from }) => `create table bare.${name} (like ${from} including all)`).join(';\n')}`);
  const rows = await Promise.all(TABLES.map((table) => readRow(pool, table, dossierId)));
  const inserts = TABLES.map((table, i) => insertOf(table, rows[i] ?? {}));
  let made = 0;

  const depositOnce = async (client: pg.PoolClient): Promise<void> => {
    made += 1;
    const fresh = { rang: made, dossier: randomUUID(), entry: randomUUID() };
    await client.query('begin');
    for (const insert of inserts) await client.query(insert(fresh));
    await client.query('commit');
  };
  return {
    async run(asked, connections) {
      const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
      const before = made;
      const start = performance.now();
      const deadline = start + asked * 1000;
      try {
        await Promise.all(
          clients.map(async (client) => {
            while (performance.now() < deadline) await depositOnce(client);
          }),
        );
      } finally {
        for (const client of clients) client.release();
      }
      return (made - before) / ((performance.now() - start) / 1000);
    },
  };
}

type Fresh = { readonly rang: number; readonly dossier: string; readonly entry: string };
type Row = Readonly<Record<string, unknown>>;

type Table = {
  readonly name: string;
  readonly from: string;
  /** Finds the row of the dossier `$1`; without it, `fresh` says all. */
  readonly where?: string;
  /** What differs from one deposit to the next. */
  readonly fresh: (fresh: Fresh, row: Row) => Row;
};

const ENTRY = `(select id from journal_entries where sujet_id = $1::text and type = 'dossier.depose')`;

const TABLES: readonly Table[] = [
  {
    name: 'dossiers',
    from: 'public.dossiers',
    where: 'id = $1::uuid',
    fresh: ({ dossier, rang }) => ({ id: dossier, numero: `2000-${String(rang).padStart(6, '0')}` }),
  },
  {
    name: 'depots',
    from: 'public.depots',
    where: 'dossier_id = $1::uuid',
    fresh: ({ dossier, entry }) => ({ id: randomUUID(), dossier_id: dossier, entree_id: entry }),
  },
  {
    name: 'entries',
    from: 'public.journal_entries',
    where: `id = ${ENTRY}`,
    fresh: ({ entry }, row) => ({
      id: entry,
      canonical: String(row['canonical']).replaceAll(String(row['id']), entry),
    }),
  },
  {
    name: 'lecteurs',
    from: 'public.journal_lecteurs',
    where: 'sujet_id = $1::text',
    fresh: ({ dossier }) => ({ sujet_id: dossier }),
  },
  {
    name: 'leaves',
    from: 'public.journal_leaves',
    where: `entry_id = ${ENTRY}`,
    fresh: ({ entry, rang }) => ({ position: rang, entry_id: entry }),
  },
  // A tree of n leaves has about n nodes.
  {
    name: 'nodes',
    from: 'public.journal_nodes',
    fresh: ({ rang }) => ({ level: 1, index: rang, hash: Buffer.alloc(32) }),
  },
  {
    name: 'nouveautes',
    from: 'public.nouveautes',
    where: 'dossier_id = $1::uuid',
    fresh: ({ dossier }) => ({ id: randomUUID(), dossier_id: dossier }),
  },
  {
    name: 'jobs',
    from: 'graphile_worker._private_jobs',
    fresh: ({ dossier }) => ({ task_id: 1, payload: JSON.stringify({ courriel: 'depot', dossierId: dossier }) }),
  },
];

/** As text: what is read is what is written. */
async function readRow(pool: pg.Pool, { from, where }: Table, dossierId: string): Promise<Row> {
  if (where === undefined) return {};
  const filled = await pool.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and (attgenerated <> '' or attidentity = 'a') and not attisdropped`,
    [from],
  );
  const byPostgres = new Set(filled.rows.map(({ name }) => name));
  const { rows } = await pool.query<Record<string, unknown>>({
    text: `select * from ${from} where ${where} limit 1`,
    values: [dossierId],
    types: { getTypeParser: () => (text: string | Buffer) => text },
  });
  const [row] = rows;
  if (!row) throw new Error(`The deposit left no row in ${from}`);
  return Object.fromEntries(Object.entries(row).filter(([column]) => !byPostgres.has(column)));
}

function insertOf({ name, fresh }: Table, row: Row): (made: Fresh) => pg.QueryConfig {
  const columns = Object.keys({ ...row, ...fresh({ rang: 0, dossier: '', entry: '' }, row) });
  const places = columns.map((_, i) => `$${i + 1}`);
  const text = `insert into bare.${name} (${columns.map((column) => `"${column}"`).join(', ')}) values (${places.join(', ')})`;
  return (made) => {
    const values = { ...row, ...fresh(made, row) };
    return { name: `bare_${name}`, text, values: columns.map((column) => values[column]) };
  };
}
