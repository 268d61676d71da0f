import { readdir } from 'node:fs/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { migrationFolders } from '../../migrations.ts';
import { applicationRoleProblems } from '../../platform/db/application-role.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { explainFailure } from '../explain-failure.ts';
import { bon, type Finding, mauvais, remarque } from './finding.ts';

/** The database answers, in both roles; the application's owns nothing; the schema is this version's. */
export async function checkDatabase(urls: { readonly appUrl: string; readonly ownerUrl: string }): Promise<Finding[]> {
  const [schema, role] = [await attempt(() => checkSchema(urls.ownerUrl)), await attempt(() => checkRole(urls.appUrl))];
  return [...schema, ...role];
}

async function attempt(check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [mauvais(explainFailure(error).text)];
  }
}

async function checkRole(appUrl: string): Promise<Finding[]> {
  const db = openDatabase({ url: appUrl, poolSize: 1 });
  try {
    const problems = await applicationRoleProblems(db);
    if (problems.length > 0) return problems.map(mauvais);
    const rien = bon('Le rôle de l’application ne possède rien\u00a0: la sécurité par ligne s’impose à lui.');
    return [rien, ...limitsOf(await db.read({ public: true }, (tx) => LIMITS.execute(tx)))];
  } finally {
    await db.close();
  }
}

type Limits = { readonly requete: string; readonly attente: string };

/** The application asks for them as it connects: a pooler may leave that out. */
const LIMITS = sql<Limits>`select current_setting('statement_timeout') as requete,
  current_setting('idle_in_transaction_session_timeout') as attente`;

function limitsOf({ rows }: { readonly rows: readonly Limits[] }): Finding[] {
  if (rows[0]?.requete !== '0' && rows[0]?.attente !== '0') return [];
  return [
    mauvais(
      "Rien ne limite la durée d’une requête ni d’une transaction\u00a0: le répartiteur de connexions laisse tomber ces réglages. Donnez-les au rôle de l’application\u00a0: alter role … set statement_timeout = '30s', puis set idle_in_transaction_session_timeout = '60s'.",
    ),
  ];
}

async function checkSchema(ownerUrl: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'parvis-doctor' });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; id: string | null }>(
      `select current_setting('server_version') as version, to_regclass('schema_migrations')::text as id`,
    );
    const answers = bon(`La base de données répond (PostgreSQL ${rows[0]?.version}).`);
    if (!rows[0]?.id) return [answers, mauvais('La base est vide\u00a0: lancez «\u00a0parvis migrate\u00a0».')];
    const ran = await client.query<{ id: string }>('select id from schema_migrations');
    return [answers, ...compare(await knownMigrations(), new Set(ran.rows.map(({ id }) => id)))];
  } finally {
    await client.end();
  }
}

function compare(known: ReadonlySet<string>, ran: ReadonlySet<string>): Finding[] {
  const missing = [...known.difference(ran)];
  const unknown = [...ran.difference(known)];
  return [
    missing.length === 0
      ? bon('Le schéma est celui de cette version.')
      : mauvais(`Il manque ${missing.join(', ')}\u00a0: lancez «\u00a0parvis migrate\u00a0».`),
    ...(unknown.length === 0
      ? []
      : [remarque(`La base a servi à une version plus récente, qui a passé ${unknown.join(', ')}.`)]),
  ];
}

async function knownMigrations(): Promise<ReadonlySet<string>> {
  const names = await Promise.all(
    migrationFolders.map(async ({ name, path }) => {
      const files = await readdir(path);
      return files.filter((file) => file.endsWith('.sql')).map((file) => `${name}/${file}`);
    }),
  );
  return new Set(names.flat());
}
