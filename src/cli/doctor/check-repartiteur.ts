import pg from 'pg';
import { explainFailure } from '../explain-failure.ts';
import { bon, type Finding, mauvais } from './finding.ts';

/**
 * A pooler between us and PostgreSQL (PgBouncer…) that lends a connection for one transaction takes away what lives as long
 * as a connection: the locks and notifications of the queue, the lock of the migrations, and, unless it keeps them
 * itself, named prepared statements. Nothing of that fails at once: it has to be looked for.
 */
export async function checkRepartiteur(urls: {
  readonly appUrl: string;
  readonly ownerUrl: string;
}): Promise<Finding[]> {
  try {
    const [app, owner] = [await probe(urls.appUrl), await probe(urls.ownerUrl)];
    return [...describeOwner(owner), ...describeApp(app)];
  } catch (error) {
    return [mauvais(explainFailure(error).text)];
  }
}

type Passage = { readonly parTransaction: boolean; readonly gardeLesRequetes: boolean };

function describeOwner({ parTransaction }: Passage): Finding[] {
  if (!parTransaction) return [];
  return [
    mauvais(
      'DATABASE_OWNER_URL passe par un répartiteur de connexions en mode transaction (PgBouncer…)\u00a0: la file de tâches y perd ses verrous et ses notifications, et deux migrations peuvent partir ensemble. Donnez l’adresse de PostgreSQL lui-même, ou un mode session.',
    ),
  ];
}

function describeApp({ parTransaction, gardeLesRequetes }: Passage): Finding[] {
  if (!parTransaction) return [];
  return [
    gardeLesRequetes
      ? bon('DATABASE_URL passe par un répartiteur en mode transaction, qui garde les requêtes préparées.')
      : mauvais(
          'DATABASE_URL passe par un répartiteur de connexions en mode transaction (PgBouncer…), qui ne garde pas les requêtes préparées\u00a0: des pages échoueraient au hasard. Passez-le en mode session, ou à PgBouncer 1.21 ou plus avec «\u00a0max_prepared_statements = 100\u00a0».',
        ),
  ];
}

/** Enough for a pooler that takes its connections in turn, rather than the last one that it had back. */
const ROUNDS = 4;

/** While another client holds one connection, then gives it back, does ours change under us? */
async function probe(url: string): Promise<Passage> {
  const [ours, other] = [connect(url), connect(url)];
  try {
    await Promise.all([ours.connect(), other.connect()]);
    const servers = new Set<number | undefined>([await serverOf(ours)]);
    let gardeLesRequetes = true;
    for (let round = 0; round < ROUNDS; round++) {
      await other.query('begin');
      await other.query('select 1');
      servers.add(await serverOf(ours));
      gardeLesRequetes &&= await knowsOurQuery(ours);
      await other.query('rollback');
      servers.add(await serverOf(ours));
      gardeLesRequetes &&= await knowsOurQuery(ours);
    }
    return { parTransaction: servers.size > 1, gardeLesRequetes };
  } finally {
    await Promise.all([ours.end(), other.end()]);
  }
}

const connect = (connectionString: string) =>
  new pg.Client({ connectionString, application_name: 'parvis-doctor', connectionTimeoutMillis: 10_000 });

async function serverOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

/** Sent once under a name, then by its name alone, as the hot queries of the application are. */
async function knowsOurQuery(client: pg.Client): Promise<boolean> {
  try {
    await client.query({ name: 'parvis_doctor', text: 'select 1' });
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && UNKNOWN_OR_TAKEN.has(error.code ?? '')) return false;
    throw error;
  }
}

/** A connection that was never told of it; one that somebody else told of another under this name. */
const UNKNOWN_OR_TAKEN: ReadonlySet<string> = new Set(['26000', '42P05']);
