import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { Statut } from '../domain/statut.ts';
import { demarches } from './tables.ts';

export type FiltreListe = {
  readonly organisationId: string;
  readonly statut?: Exclude<Statut, 'brouillon'>;
  readonly demarcheId?: string;
  /** A number of dossier, or the beginning of a name. */
  readonly recherche?: string;
  /** The last line of the page before: the list goes on after it. */
  readonly apres?: CleDePage;
  /** The first line of the page after: the list shows what is before it. */
  readonly avant?: CleDePage;
  readonly taille: number;
};

export type LigneListe = {
  readonly id: string;
  readonly numero: string;
  readonly statut: Statut;
  readonly demandeur: string;
  readonly submittedAt: Temporal.Instant;
  readonly correctionDemandeeAt: Temporal.Instant | null;
  readonly versionId: string;
};

/** @returns at most `taille + 1` lines, latest deposit first: the extra one says that there are more. */
export async function listDossiers(tx: Tx, filtre: FiltreListe): Promise<LigneListe[]> {
  const { statut, demarcheId, recherche, apres, avant } = filtre;
  let query = demarches(tx)
    .selectFrom('dossiers')
    .where('organisation_id', '=', filtre.organisationId)
    .where('statut', '<>', 'brouillon')
    .select([
      'id',
      'numero',
      'statut',
      'demandeur',
      'submitted_at as submittedAt',
      'correction_demandee_at as correctionDemandeeAt',
      'version_id as versionId',
    ])
    .limit(filtre.taille + 1);
  if (statut) query = query.where('statut', '=', statut);
  if (demarcheId) query = query.where('demarche_id', '=', demarcheId);
  if (recherche) query = query.where(matches(recherche));
  if (apres) query = query.where(sql<boolean>`(submitted_at, id) < (${apres.at.toString()}, ${apres.id})`);
  if (avant) query = query.where(sql<boolean>`(submitted_at, id) > (${avant.at.toString()}, ${avant.id})`);
  const order = avant ? 'asc' : 'desc';
  const rows = await query.orderBy('submitted_at', order).orderBy('id', order).execute();
  const lines = rows as unknown as LigneListe[];
  return avant ? lines.reverse() : lines;
}

const NUMERO = /^\d{4}-\d+$/;

/**
 * The number, or the beginning of the name. The beginning is a range, not a `like`: below row-level security PostgreSQL
 * uses an index only for operators that it knows to leak nothing, and `like` is not one of them.
 */
function matches(recherche: string) {
  if (NUMERO.test(recherche)) return sql<boolean>`numero = ${recherche}`;
  return sql<boolean>`demandeur_recherche ~>=~ ${recherche} and demandeur_recherche ~<~ ${`${recherche}\u{10ffff}`}`;
}

/**
 * How many dossiers of each statut, counted up to a ceiling: « 99+ » is enough, and stays fast. In the order of their
 * index: else PostgreSQL reads the whole table to find the few that are rare.
 */
export async function countByStatut(tx: Tx, organisationId: string, ceiling: number): Promise<Map<Statut, number>> {
  const { rows } = await sql<{ statut: Statut; n: number }>`
    select s.statut, c.n
    from unnest(array['en_construction', 'en_instruction', 'accepte', 'refuse', 'sans_suite']) as s(statut),
    lateral (
      select count(*) as n from (
        select from dossiers d
        where d.organisation_id = ${organisationId} and d.statut = s.statut and d.statut <> 'brouillon'
        order by d.submitted_at desc limit ${ceiling}
      ) as capped
    ) as c`.execute(tx);
  return new Map(rows.map((row) => [row.statut, row.n]));
}
