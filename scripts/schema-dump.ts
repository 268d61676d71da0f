import type pg from 'pg';

/**
 * The schema `public` as PostgreSQL itself describes it: what the migrations made, and nothing of who made it or when.
 * The same database gives the same text, byte for byte. The job queue has a schema of its own, which belongs to it.
 *
 * @param client connected as the owner of the schema
 */
export async function dumpSchema(client: pg.ClientBase): Promise<string> {
  await client.query('begin read only');
  try {
    // Names are written without their schema, and nothing can stand before `public`.
    await client.query('set local search_path = public, pg_catalog');
    const sections = [HEADER];
    for (const query of [DEFAULT_PRIVILEGES, TYPES, SEQUENCES, FUNCTIONS])
      sections.push(...(await texts(client, query)));
    const tables = await client.query<{ oid: number; name: string; kind: string }>(TABLES);
    for (const table of tables.rows) sections.push(await describeTable(client, table));
    return `${sections.join('\n\n')}\n`;
  } finally {
    await client.query('rollback');
  }
}

const HEADER = `-- The schema of the database, as the migrations make it. Written by « node scripts/dump-schema.ts »: for reading and
-- for reviewing what a migration really changes. It is not a migration, and nothing reads it but a test.`;

async function describeTable(
  client: pg.ClientBase,
  { oid, name, kind }: { readonly oid: number; readonly name: string; readonly kind: string },
): Promise<string> {
  const of = (query: string) => texts(client, query, [oid]);
  const after = [await of(INDEXES), await of(SECURITY), await of(POLICIES), await of(TRIGGERS), await of(GRANTS)];
  if (kind === 'v' || kind === 'm') return [...(await of(VIEW)), ...after.flat()].join('\n');
  const lines = [...(await of(COLUMNS)), ...(await of(CONSTRAINTS))].map((line) => `  ${line}`);
  return [`create table ${name} (\n${lines.join(',\n')}\n);`, ...after.flat()].join('\n');
}

async function texts(client: pg.ClientBase, query: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(query, values);
  return rows.map(({ text }) => text);
}

/** In the order of their characters, whatever the language of the database. */
function inOrder(query: string): string {
  return `select text from (${query}) as lines order by text collate "C"`;
}

/** What extensions brought is theirs. */
const notOfAnExtension = (oid: string, catalogue: string) => `not exists (
  select from pg_depend where classid = '${catalogue}'::regclass and objid = ${oid} and deptype = 'e')`;

/** Grants to others than the owner, whose name each installation chooses. */
const granted = (acl: string, owner: string) => `
  select case when grantee = 0 then 'public' else grantee::regrole::text end as role,
    string_agg(lower(privilege_type), ', ' order by privilege_type) as rights
  from aclexplode(${acl}) where grantee <> ${owner} group by grantee`;

const DEFAULT_PRIVILEGES = inOrder(`
  select format('alter default privileges in schema public grant %s on %s to %s;', g.rights,
      case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' else 'types' end,
      g.role) as text
  from pg_default_acl d cross join lateral (${granted('d.defaclacl', 'd.defaclrole')}) g
  where d.defaclnamespace = 'public'::regnamespace`);

const TYPES = `
  select case typtype
    when 'e' then format('create type %s as enum (%s);', typname,
      (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    else format('create domain %s as %s%s;', typname, format_type(typbasetype, typtypmod),
      (select coalesce(string_agg(' ' || pg_get_constraintdef(oid), '' order by conname), '')
       from pg_constraint where contypid = t.oid)) end as text
  from pg_type t
  where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') and ${notOfAnExtension('t.oid', 'pg_type')}
  order by typname collate "C"`;

/** Those that a column makes are said by it. */
const SEQUENCES = `
  select format('create sequence %s as %s start %s increment %s;', c.oid::regclass, seqtypid::regtype, seqstart,
      seqincrement) ||
    coalesce((select string_agg(format(E'\\ngrant %s on sequence %s to %s;', rights, c.oid::regclass, role), ''
      order by role collate "C") from (${granted('c.relacl', 'c.relowner')}) g), '') as text
  from pg_sequence s join pg_class c on c.oid = seqrelid
  where relnamespace = 'public'::regnamespace and not exists (
    select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('a', 'i', 'e'))
  order by relname collate "C"`;

const FUNCTIONS = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' ||
    coalesce((select string_agg(format(E'\\ngrant %s on function %s to %s;', rights, p.oid::regprocedure, role), ''
      order by role collate "C") from (${granted("coalesce(p.proacl, acldefault('f', p.proowner))", 'p.proowner')}) g), '')
    as text
  from pg_proc p
  where pronamespace = 'public'::regnamespace and prokind in ('f', 'p') and ${notOfAnExtension('p.oid', 'pg_proc')}
  order by p.oid::regprocedure::text collate "C"`;

const TABLES = `
  select c.oid, c.oid::regclass::text as name, relkind as kind from pg_class c
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
    and ${notOfAnExtension('c.oid', 'pg_class')}
  order by relname collate "C"`;

const VIEW = `
  select format(E'create %sview %s as\\n%s', case relkind when 'm' then 'materialized ' end, oid::regclass,
    pg_get_viewdef(oid, true)) as text from pg_class where oid = $1`;

const COLUMNS = `
  select concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod),
    case when attcollation <> typcollation then 'collate ' || attcollation::regcollation end,
    case attidentity when 'a' then 'generated always as identity' when 'd' then 'generated by default as identity' end,
    case attgenerated when 's' then format('generated always as (%s) stored', pg_get_expr(adbin, adrelid))
      when 'v' then format('generated always as (%s) virtual', pg_get_expr(adbin, adrelid))
      else 'default ' || pg_get_expr(adbin, adrelid) end,
    case when attnotnull then 'not null' end) as text
  from pg_attribute a join pg_type t on t.oid = atttypid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attrelid = $1 and attnum > 0 and not attisdropped
  order by attnum`;

/** « not null » stands with its column. */
const CONSTRAINTS = `
  select format('constraint %I %s', conname, pg_get_constraintdef(oid, true)) as text from pg_constraint
  where conrelid = $1 and contype not in ('n', 't')
  order by array_position(array['p', 'u', 'x', 'f', 'c'], contype::text), conname collate "C"`;

/** Those that a constraint makes are said by it. */
const INDEXES = `
  select pg_get_indexdef(indexrelid) || ';' as text from pg_index i join pg_class c on c.oid = indexrelid
  where indrelid = $1 and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
  order by relname collate "C"`;

const SECURITY = `
  select format('alter table %s %s row level security;', oid::regclass, word) as text
  from pg_class cross join lateral (values (1, 'enable', relrowsecurity), (2, 'force', relforcerowsecurity))
    as v (rank, word, is_set)
  where oid = $1 and is_set order by rank`;

const POLICIES = `
  select concat_ws(E'\\n  ', format('create policy %I on %s%s for %s', polname, polrelid::regclass,
      case when polpermissive then '' else ' as restrictive' end,
      case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
        else 'all' end),
    case when polroles <> '{0}' then 'to ' || (select string_agg(r::regrole::text, ', ') from unnest(polroles) r) end,
    'using (' || pg_get_expr(polqual, polrelid) || ')',
    'with check (' || pg_get_expr(polwithcheck, polrelid) || ')') || ';' as text
  from pg_policy where polrelid = $1 order by polname collate "C"`;

const TRIGGERS = `
  select pg_get_triggerdef(oid) || ';' || case tgenabled when 'A' then ' -- always' when 'D' then ' -- disabled'
    when 'R' then ' -- replica' else '' end as text
  from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname collate "C"`;

const GRANTS = inOrder(`
  select format('grant %s on %s to %s;', rights, c.oid::regclass, role) as text
  from pg_class c cross join lateral (${granted('c.relacl', 'c.relowner')}) g
  where c.oid = $1
  union all
  select format('grant %s (%s) on %s to %s;', rights, quote_ident(attname), c.oid::regclass, role)
  from pg_class c join pg_attribute a on attrelid = c.oid cross join lateral (${granted('a.attacl', 'c.relowner')}) g
  where c.oid = $1`);
