import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siret } from '../../../values/siret.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import type { Recevabilite } from '../domain/echeances.ts';
import type { FiltreCandidatures } from '../domain/filtre-candidatures.ts';
import { STATUTS_CANDIDATURE } from '../domain/instruction.ts';
import { nomPourRecherche } from './beneficiaires.ts';
import { type FondsTables, fonds } from './tables.ts';

export type LigneCandidature = {
  readonly dossierId: string;
  readonly numero: string;
  readonly statut: StatutCandidature;
  readonly beneficiaire: string;
  readonly siret: Siret;
  readonly departement: string | null;
  readonly objet: string;
  readonly demande: Montant;
  readonly recevabilite: Recevabilite | null;
  readonly recevabilitePar: 'agent' | 'silence' | null;
  readonly instructeurId: string | null;
  readonly echeance: Jour | null;
  readonly fictif: boolean;
  readonly depositedAt: Temporal.Instant;
};

/** Where a line stands: by its deposit, or by what is due. */
export type CleCandidature = CleDePage | { readonly le: Jour; readonly id: string };

export type PageDeCandidatures = {
  readonly organisationId: string;
  readonly filtre: FiltreCandidatures;
  /** Who asks « mine ». */
  readonly moi: string;
  readonly apres?: CleCandidature | undefined;
  readonly avant?: CleCandidature | undefined;
  readonly taille: number;
};

/** @returns at most `taille + 1` lines, the latest deposit or the nearest due date first: the extra one says that there are more */
export async function listCandidatures(tx: Tx, page: PageDeCandidatures): Promise<readonly LigneCandidature[]> {
  const rows = await pageOfCandidatures(tx, page).execute();
  return page.avant ? rows.toReversed() : rows;
}

/** Its query, not sent yet: its plan is tested. */
export function pageOfCandidatures(tx: Tx, page: PageDeCandidatures) {
  const { apres, avant, filtre } = page;
  const query = filtered(tx, page)
    .select([
      'c.dossier_id as dossierId',
      'd.numero',
      'c.statut',
      'c.beneficiaire_nom as beneficiaire',
      'c.beneficiaire_siret as siret',
      'c.beneficiaire_departement as departement',
      'c.objet',
      'c.demande',
      'c.recevabilite',
      'c.recevabilite_par as recevabilitePar',
      'c.instructeur_id as instructeurId',
      'c.echeance',
      'c.fictif',
      'c.deposited_at as depositedAt',
    ])
    .limit(page.taille + 1);
  if (filtre.tri === 'echeance') {
    return query
      .where('c.echeance', 'is not', null)
      .$if(apres !== undefined, (next) => next.where(beyond('echeance', '>', apres)))
      .$if(avant !== undefined, (next) => next.where(beyond('echeance', '<', avant)))
      .orderBy('c.echeance', avant ? 'desc' : 'asc')
      .orderBy('c.dossier_id', avant ? 'desc' : 'asc');
  }
  return query
    .$if(apres !== undefined, (next) => next.where(beyond('deposited_at', '<', apres)))
    .$if(avant !== undefined, (next) => next.where(beyond('deposited_at', '>', avant)))
    .orderBy('c.deposited_at', avant ? 'asc' : 'desc')
    .orderBy('c.dossier_id', avant ? 'asc' : 'desc');
}

function beyond(column: 'echeance' | 'deposited_at', sign: '<' | '>', cle: CleCandidature | undefined) {
  const at = cle === undefined ? null : 'le' in cle ? cle.le : cle.at.toString();
  const type = sql.raw(column === 'echeance' ? 'date' : 'timestamptz');
  const pair = sql`(${at}::${type}, ${cle?.id ?? null}::uuid)`;
  return sql<boolean>`(c.${sql.raw(column)}, c.dossier_id) ${sql.raw(sign)} ${pair}`;
}

/** What this filter finds, at most so many: for an action on all of them. */
export async function listIdsOf(
  tx: Tx,
  page: Omit<PageDeCandidatures, 'taille'>,
  most: number,
): Promise<readonly string[]> {
  const rows = await filtered(tx, page)
    .select('c.dossier_id as id')
    .orderBy('c.deposited_at', 'desc')
    .orderBy('c.dossier_id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many of each statut this filter finds, counted up to a ceiling: « 99+ » is enough, and stays fast. */
export async function countCandidatures(
  tx: Tx,
  page: Omit<PageDeCandidatures, 'taille'>,
  ceiling: number,
): Promise<ReadonlyMap<StatutCandidature, number>> {
  const counts = await Promise.all(
    STATUTS_CANDIDATURE.map(async (statut) => {
      const some = filtered(tx, { ...page, filtre: { ...page.filtre, statut } })
        .select('c.dossier_id')
        // In the order of their index: else PostgreSQL reads the whole table to find the few that are rare.
        .orderBy('c.deposited_at', 'desc')
        .limit(ceiling)
        .as('some');
      const { n } = await tx
        .withTables<Record<never, never>>()
        .selectFrom(some)
        .select(sql<string>`count(*)`.as('n'))
        .executeTakeFirstOrThrow();
      return [statut, Number(n)] as const;
    }),
  );
  return new Map(counts);
}

type Tables = FondsTables & { dossiers: { id: string; numero: string } };
type Filtered = SelectQueryBuilder<
  Tables & { c: FondsTables['candidatures']; d: Tables['dossiers'] },
  'c' | 'd',
  Record<never, never>
>;

function filtered(tx: Tx, { organisationId, filtre, moi }: Omit<PageDeCandidatures, 'taille'>): Filtered {
  let query: Filtered = fonds(tx)
    .withTables<{ dossiers: { id: string; numero: string } }>()
    .selectFrom('candidatures as c')
    .innerJoin('dossiers as d', 'd.id', 'c.dossier_id')
    .where('c.organisation_id', '=', organisationId);
  const { statut, dispositif, session, departement, recevabilite, instructeur, recherche } = filtre;
  if (statut) query = query.where('c.statut', '=', statut);
  if (dispositif) query = query.where('c.dispositif_id', '=', dispositif);
  if (session) query = query.where('c.session_id', '=', session);
  if (departement) query = query.where('c.beneficiaire_departement', '=', departement);
  if (recevabilite === 'a_dire') query = query.where('c.recevabilite', 'is', null);
  else if (recevabilite) query = query.where('c.recevabilite', '=', recevabilite);
  if (instructeur === 'personne') query = query.where('c.instructeur_id', 'is', null);
  else if (instructeur) query = query.where('c.instructeur_id', '=', instructeur === 'moi' ? moi : instructeur);
  return recherche ? query.where(matches(recherche)) : query;
}

/** A number of dossier, a SIRET or a SIREN, or the beginning of a word of a name. */
function matches(recherche: string) {
  const digits = recherche.replaceAll(/\s/g, '');
  if (/^\d{4}-\d+$/.test(digits)) return sql<boolean>`d.numero = ${digits}`;
  if (/^\d{14}$/.test(digits)) return sql<boolean>`c.beneficiaire_siret = ${digits}`;
  if (/^\d{9}$/.test(digits)) {
    return sql<boolean>`c.beneficiaire_siret >= ${`${digits}00000`} and c.beneficiaire_siret <= ${`${digits}99999`}`;
  }
  const words = nomPourRecherche(recherche).replaceAll(/[\\%_]/g, '');
  // No index: a filter on what one fund received, some thousands.
  return sql<boolean>`(c.beneficiaire_recherche like ${`${words}%`} or c.beneficiaire_recherche like ${`% ${words}%`})`;
}
