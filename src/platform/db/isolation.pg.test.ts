import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  idOf,
  type Overrides,
  readTables,
  type Side,
  seed,
  seededValue,
  type Table,
} from '../../../test/support/isolation.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts';
import { applicationRoleProblems } from './application-role.ts';
import { openDatabase, type Portee } from './database.ts';

/** Tables without row-level security, each with its reason. Add one only with a reason that holds for every row. */
const UNSECURED: Readonly<Record<string, string>> = {
  schema_migrations: 'names of files, and the application has no right on it',
  journal_pending: 'identifiers and hashes; the application may only read it',
  journal_leaves: 'hashes, public by nature: they prove entries that are secured themselves',
  journal_nodes: 'hashes, public by nature',
  journal_keys: 'public keys, published',
  journal_heads: 'signed heads, published',
  journal_timestamps: 'time-stamps of published heads',
};

/** Tables whose rows anyone may read, each with its reason. Nobody but their organisation may write them. */
const READ_BY_ALL: Readonly<Record<string, string>> = {
  ...UNSECURED,
  organisations: 'who serves is public',
  demarches: 'what may be asked is public, before signing in',
  demarche_versions: 'what is asked of people is public',
  dispositifs: 'what one may ask the fund for is public',
  sessions_fonds: 'until when is public',
  regles_session: 'under which rules is public, and must be (CRPA, art. L311-3-1)',
  projets_finances: 'what is financed is public; written by PostgreSQL alone from the subventions',
  editions_scdl: 'files of open data, published',
  publications_scdl: 'the rows of these files, published',
  etape_cles: 'what a point d’étape counts by: nobody in particular',
  etape_cumuls: 'counts and amounts of a fund, published; written from the journal by the platform alone',
  etape_lectures: 'how far the journal was read for them',
  etape_grilles: 'which grids of density they follow',
  etape_ruralites: 'what these grids say of communes, published by INSEE',
  objectifs: 'what a fund aims at, published',
  raccordements: 'which collectivités use FranceConnect or API Particulier, published',
  effets: 'counts of deposits, published; written from the journal by the platform alone',
  effet_lectures: 'how far the journal was read for them, and when: the page says it',
};

/** What one person keeps in one organisation: seen in the scope of both, and of neither alone. */
const OF_BOTH = ['selections_candidatures', 'vues_candidatures'];

/** Columns that say whose a row is. */
const BELONGS_TO = ['organisation_id', 'usager_id', 'personne_id', 'dossier_id'];

/** What types of columns do not say. Extend it when a policy looks at a value of its own. */
const OVERRIDES: Overrides = {
  'organisations.siren': (side) => (side === 'a' ? '218601946' : '200069854'),
  'personnes.type': () => 'agent',
  // A person's own dossier. Those that organisations carry are in modules/demarches/porteur.pg.test.ts.
  'dossiers.porteur_id': () => null,
  // Written a batch at a time, without foreign keys.
  'lignes_importees.organisation_id': (side) => idOf('organisations', side),
  'defauts_import.organisation_id': (side) => idOf('organisations', side),
  'journal_lecteurs.lecteur': (side) => idOf('organisations', side),
  'journal_entries.canonical': (side) =>
    JSON.stringify({
      id: idOf('journal_entries', side),
      at: '2026-11-24T09:00:00.000Z',
      organisation: idOf('organisations', side),
      sujet: { type: 'dossier', id: idOf('dossiers', side) },
      type: 'dossier.depose',
    }),
};

const organisation = idOf('organisations', 'a');
const personne = idOf('personnes', 'a');
const SCOPES: readonly Portee[] = [{ organisation }, { personne }, { organisation, personne }, { public: true }];

let base: TestDatabase;
let tables: Table[];
const secured = () => tables.filter(({ name }) => !(name in UNSECURED));

beforeAll(async () => {
  base = await createTestDatabase();
  tables = await readTables(base.owner);
  await seed(base.owner, tables, OVERRIDES);
});
afterAll(() => base.close());

describe('every table', () => {
  test('has row-level security, enabled and forced, or a reason not to', () => {
    expect(tables.length).toBeGreaterThan(10);
    expect(namesOf(tables.filter((table) => !table.secured))).toEqual(Object.keys(UNSECURED).toSorted());
  });

  test('that belongs to somebody has a policy', () => {
    const owned = tables.filter(({ columns }) => columns.some(({ name }) => BELONGS_TO.includes(name)));
    expect(namesOf(owned)).toEqual(expect.arrayContaining(['membres', 'sessions', 'journal_entries']));
    expect(namesOf(owned.filter(({ policies }) => policies === 0))).toEqual([]);
  });

  test('shows nothing of another organisation or person', async () => {
    const leaks: string[] = [];
    for (const table of tables.filter(({ name }) => !(name in READ_BY_ALL))) {
      for (const scope of SCOPES) {
        if (await isSeen(table, 'b', scope)) leaks.push(`${table.name} shows a row of B to ${JSON.stringify(scope)}`);
      }
      if (await isSeen(table, 'a', { public: true })) leaks.push(`${table.name} shows a row to the public`);
    }
    expect(leaks).toEqual([]);
  });

  test('shows its own to its organisation, to its person', async () => {
    const hidden: string[] = [];
    for (const table of secured()) {
      if (OF_BOTH.includes(table.name)) {
        if (!(await isSeen(table, 'a', { organisation, personne }))) hidden.push(table.name);
        for (const scope of [{ organisation }, { personne }]) expect(await isSeen(table, 'a', scope)).toBe(false);
        continue;
      }
      const has = (...names: string[]) => table.columns.some(({ name }) => names.includes(name));
      if (has('organisation_id') && !(await isSeen(table, 'a', { organisation }))) hidden.push(table.name);
      if (has('usager_id', 'personne_id') && !(await isSeen(table, 'a', { personne }))) hidden.push(table.name);
    }
    expect(hidden).toEqual([]);
  });

  test('lets nobody write for another organisation or person', async () => {
    const leaks: string[] = [];
    for (const table of secured()) {
      for (const scope of SCOPES) {
        for (const [verb, statement] of [
          ['changed', update(table, 'b')],
          ['deleted', removal(table, 'b')],
        ] as const) {
          if ((await reached(scope, statement)) > 0)
            leaks.push(`${table.name}: a row of B is ${verb} by ${JSON.stringify(scope)}`);
        }
      }
      const outcome = await outcomeOf({ organisation }, insertion(table, 'b'));
      if (outcome !== DENIED) leaks.push(`${table.name}: A writes a row of B (${outcome})`);
    }
    expect(leaks).toEqual([]);
  });
});

test('the role of the application owns nothing and stands above nothing', async () => {
  expect(await applicationRoleProblems(base.db)).toEqual([]);
  const asOwner = openDatabase({ url: base.ownerUrl, poolSize: 1 });
  const problems = await applicationRoleProblems(asOwner);
  await asOwner.close();
  expect(problems.join('\n')).toMatch(/superutilisateur.*\n.*bypassrls[\s\S]*possède/);
});

test('functions that run as their owner have a fixed search path and are not for everybody', async () => {
  const { rows } = await base.owner.query(`
    select p.oid::regprocedure::text as name from pg_proc p
    where pronamespace = 'public'::regnamespace and prosecdef and (
      not exists (select from unnest(proconfig) setting where setting like 'search_path=pg_catalog%')
      or exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0))`);
  expect(rows).toEqual([]);
});

const DENIED = '42501';

function namesOf(list: readonly Table[]): string[] {
  return list.map(({ name }) => name).toSorted();
}

function isRow(table: Table, side: Side): RawBuilder<boolean> {
  const columns = table.columns.filter(({ name }) => table.key.includes(name));
  return sql`${sql.join(
    columns.map((column) => sql`${sql.ref(column.name)} = ${typedValue(table, column, side)}`),
    sql` and `,
  )}`;
}

function insertion(table: Table, side: Side): RawBuilder<unknown> {
  const columns = table.columns.filter(({ generated }) => !generated);
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  const values = sql.join(columns.map((column) => typedValue(table, column, side)));
  return sql`insert into ${sql.table(table.name)} (${names}) values (${values})`;
}

/** Changes nothing, but needs the right to change. */
function update(table: Table, side: Side): RawBuilder<unknown> {
  const column = sql.ref(table.columns.find(({ generated }) => !generated)?.name ?? '');
  return sql`update ${sql.table(table.name)} set ${column} = ${column} where ${isRow(table, side)}`;
}

function removal(table: Table, side: Side): RawBuilder<unknown> {
  return sql`delete from ${sql.table(table.name)} where ${isRow(table, side)}`;
}

function typedValue(table: Table, column: Table['columns'][number], side: Side): RawBuilder<unknown> {
  return sql`${seededValue(table.name, column, side, OVERRIDES)}::text::${sql.raw(column.type)}`;
}

async function isSeen(table: Table, side: Side, scope: Portee): Promise<boolean> {
  return (await reached(scope, sql`select from ${sql.table(table.name)} where ${isRow(table, side)}`)) > 0;
}

/** How many rows a statement reached; none when the role has no right to make it. The transaction is undone. */
async function reached(scope: Portee, statement: RawBuilder<unknown>): Promise<number> {
  const outcome = await outcomeOf(scope, statement);
  return typeof outcome === 'number' ? outcome : 0;
}

async function outcomeOf(scope: Portee, statement: RawBuilder<unknown>): Promise<number | string> {
  let count = 0;
  try {
    await base.db.transaction(scope, async (tx) => {
      const { rows, numAffectedRows } = await statement.execute(tx);
      count = Number(numAffectedRows ?? rows.length);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) return codeOf(error);
  }
  return count;
}

class Undo extends Error {}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    // Only a refusal may pass for « not seen »: any other failure is this test's own.
    if (error.code === DENIED || error.code === '23505') return String(error.code);
  }
  throw error;
}
