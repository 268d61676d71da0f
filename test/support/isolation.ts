import type pg from 'pg';

/** A column as the catalogue knows it, with what it refers to. */
export type Column = {
  readonly name: string;
  readonly type: string;
  /** PostgreSQL computes it: never written. */
  readonly generated: boolean;
  readonly refersTo: { readonly table: string; readonly column: string } | null;
};

export type Table = {
  readonly name: string;
  readonly secured: boolean;
  readonly policies: number;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
};

/** Two worlds that must not meet: every table gets one row of each. */
export type Side = 'a' | 'b';

/** Values that the type of the column does not give, by `table.column`. */
export type Overrides = Readonly<Record<string, (side: Side) => string | null>>;

export async function readTables(owner: pg.Pool): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    select relname as name, relrowsecurity and relforcerowsecurity as secured,
      (select count(*)::int from pg_policy where polrelid = c.oid) as policies,
      array(select attname::text from pg_index i, unnest(indkey) k
        join pg_attribute on attrelid = c.oid and attnum = k where indrelid = c.oid and indisprimary) as key,
      (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, null),
          'generated', attgenerated <> '' or attidentity = 'a',
          'refersTo', (select json_build_object('table', t.relname, 'column', ta.attname)
            from pg_constraint f join pg_class t on t.oid = confrelid
            join pg_attribute ta on ta.attrelid = confrelid and ta.attnum = confkey[1]
            where f.conrelid = c.oid and contype = 'f' and conkey = array[a.attnum] limit 1)) order by attnum)
        from pg_attribute a where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    order by relname collate "C"`);
  return rows;
}

/**
 * Writes one row of each side in every table, checks and triggers aside: what matters is whose they are. A column that
 * refers to another table holds the key of that table's row of the same side.
 */
export async function seed(owner: pg.Pool, tables: readonly Table[], overrides: Overrides): Promise<void> {
  const client = await owner.connect();
  try {
    // Foreign keys and triggers sleep in a replica's session.
    await client.query(`set session_replication_role = 'replica'`);
    const { rows } = await client.query<{ drop: string }>(
      `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
       where connamespace = 'public'::regnamespace and contype = 'c' and conrelid <> 0`,
    );
    for (const { drop } of rows) await client.query(drop);
    for (const table of tables) for (const side of ['a', 'b'] as const) await insert(client, table, side, overrides);
  } finally {
    client.release(true);
  }
}

async function insert(client: pg.ClientBase, table: Table, side: Side, overrides: Overrides): Promise<void> {
  const columns = table.columns.filter(({ generated }) => !generated);
  await client.query(
    `insert into ${table.name} (${columns.map(({ name }) => `"${name}"`).join(', ')})
     values (${columns.map(({ type }, index) => `$${index + 1}::text::${type}`).join(', ')})`,
    columns.map((column) => seededValue(table.name, column, side, overrides)),
  );
}

/** As text, to be cast to the column's type. The same for the same table, column and side. */
export function seededValue(table: string, column: Column, side: Side, overrides: Overrides): string | null {
  const override = overrides[`${table}.${column.name}`];
  if (override) return override(side);
  const { table: there, column: target } = column.refersTo ?? { table, column: column.name };
  return BY_TYPE[column.type]?.(`${there}.${target}`, side) ?? `${there}.${target}.${side}`;
}

/** The id of the row of a table, made from its name. */
export function idOf(table: string, side: Side): string {
  return uuidOf(`${table}.id`, side);
}

function uuidOf(name: string, side: Side): string {
  const hex = Buffer.from(name.padEnd(16, '.')).toString('hex');
  const digest = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffffffff, 7);
  return `${hex.slice(0, 8)}-0000-7000-8000-${side}${digest.toString(16).padStart(11, '0')}`;
}

const number = (_: string, side: Side) => (side === 'a' ? '1' : '2');
const emptyArray = () => '{}';

const BY_TYPE: Readonly<Record<string, (name: string, side: Side) => string>> = {
  uuid: uuidOf,
  smallint: number,
  integer: number,
  bigint: number,
  numeric: number,
  boolean: () => 'true',
  date: () => '2026-11-24',
  'timestamp with time zone': () => '2026-11-24T09:00:00Z',
  json: () => '{}',
  jsonb: () => '{}',
  bytea: (name, side) => `\\x${Buffer.from(`${name}.${side}`).toString('hex')}`,
  'text[]': emptyArray,
  'uuid[]': emptyArray,
  'integer[]': emptyArray,
};
