import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { FondsTables } from './tables.ts';

type StatutDeDossier = 'brouillon' | 'en_construction' | 'en_instruction' | 'accepte' | 'refuse' | 'sans_suite';

/** A request to a fund as CommonGrants shows it: where its dossier stands, and nothing of who made it. */
export type Application = {
  readonly dossierId: string;
  readonly numero: string | null;
  readonly statut: StatutDeDossier;
  readonly sessionId: string;
  readonly dispositifId: string;
  readonly dispositif: string;
  readonly submittedAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
};

/** What this module reads of a dossier; its answers stay where they are. */
type Dossiers = {
  dossiers: {
    id: string;
    organisation_id: string;
    statut: StatutDeDossier;
    numero: string | null;
    submitted_at: Temporal.Instant | null;
    created_at: Temporal.Instant;
    modified_at: Temporal.Instant;
  };
};

/** Those that an organisation examines; what changed last comes first. */
export async function listApplications(
  tx: Tx,
  organisationId: string,
  page: { readonly apres: CleDePage } | { readonly sauter: number },
  taille: number,
): Promise<readonly Application[]> {
  let query = applications(tx, organisationId).orderBy('d.modified_at', 'desc').orderBy('d.id', 'desc').limit(taille);
  if ('apres' in page) {
    query = query.where(sql<boolean>`(d.modified_at, d.id) < (${page.apres.at.toString()}, ${page.apres.id})`);
  } else query = query.offset(page.sauter);
  return query.execute();
}

export async function countApplications(tx: Tx, organisationId: string): Promise<number> {
  const { nombre } = await applications(tx, organisationId)
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('nombre'))
    .executeTakeFirstOrThrow();
  return Number(nombre);
}

export async function findApplication(
  tx: Tx,
  organisationId: string,
  dossierId: string,
): Promise<Application | undefined> {
  return applications(tx, organisationId).where('d.id', '=', dossierId).executeTakeFirst();
}

function applications(tx: Tx, organisationId: string) {
  return tx
    .withTables<Pick<FondsTables, 'candidatures' | 'sessions_fonds' | 'dispositifs'> & Dossiers>()
    .selectFrom('candidatures as c')
    .innerJoin('dossiers as d', 'd.id', 'c.dossier_id')
    .innerJoin('sessions_fonds as s', 's.id', 'c.session_id')
    .innerJoin('dispositifs as f', 'f.id', 's.dispositif_id')
    .where('c.organisation_id', '=', organisationId)
    .where('d.organisation_id', '=', organisationId)
    .select(['d.id as dossierId', 'd.numero', 'd.statut', 's.id as sessionId', 'f.id as dispositifId'])
    .select(['f.nom as dispositif', 'd.submitted_at as submittedAt', 'd.created_at as createdAt'])
    .select('d.modified_at as modifiedAt');
}
