import type { Tx } from '../../../platform/db/database.ts';
import type { Siret } from '../../../values/siret.ts';
import { publication } from './publication-tables.ts';

/** One file as it was published. */
export type Edition = {
  readonly numero: number;
  readonly lignes: number;
  /** Bytes. */
  readonly taille: number;
  readonly sha256: string;
  readonly publieeAt: Temporal.Instant;
};

/** The SIRET that a fund publishes under; null while it is not given. */
export async function findAttribuant(tx: Tx, organisationId: string): Promise<Siret | null> {
  const row = await publication(tx)
    .selectFrom('publication_reglages')
    .where('organisation_id', '=', organisationId)
    .select('siret')
    .executeTakeFirst();
  return row?.siret ?? null;
}

/** The same, held until the transaction ends: two publications take turns. */
export async function lockAttribuant(tx: Tx, organisationId: string): Promise<Siret | null> {
  const row = await publication(tx)
    .selectFrom('publication_reglages')
    .where('organisation_id', '=', organisationId)
    .select('siret')
    .forUpdate()
    .executeTakeFirst();
  return row?.siret ?? null;
}

export async function saveAttribuantSiret(
  tx: Tx,
  organisationId: string,
  siret: Siret,
  at: Temporal.Instant,
): Promise<void> {
  await publication(tx)
    .insertInto('publication_reglages')
    .values({ organisation_id: organisationId, siret, modified_at: at })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ siret, modified_at: at }))
    .execute();
}

/** Public: the last file of a fund. */
export async function lastEdition(tx: Tx, organisationId: string): Promise<Edition | undefined> {
  return publication(tx)
    .selectFrom('editions_scdl')
    .where('organisation_id', '=', organisationId)
    .select(['numero', 'lignes', 'taille', 'sha256', 'publiee_at as publieeAt'])
    .orderBy('numero', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertEdition(tx: Tx, organisationId: string, edition: Edition): Promise<void> {
  const { publieeAt, ...rest } = edition;
  await publication(tx)
    .insertInto('editions_scdl')
    .values({ ...rest, organisation_id: organisationId, publiee_at: publieeAt })
    .execute();
}

export type TextePublie = {
  readonly subventionId: string;
  readonly texte: string;
  readonly lignes: number;
  readonly sha256: string;
};

/** Writes what an edition says anew, in place of what the one before said. */
export async function insertTextes(
  tx: Tx,
  organisationId: string,
  edition: Pick<Edition, 'numero' | 'publieeAt'>,
  textes: readonly TextePublie[],
): Promise<void> {
  if (textes.length === 0) return;
  await publication(tx)
    .updateTable('publications_scdl')
    .set({ remplacee: edition.numero })
    .where('remplacee', 'is', null)
    .where(
      'subvention_id',
      'in',
      textes.map(({ subventionId }) => subventionId),
    )
    .execute();
  await publication(tx)
    .insertInto('publications_scdl')
    .values(
      textes.map(({ subventionId, texte, lignes, sha256 }) => ({
        subvention_id: subventionId,
        edition: edition.numero,
        organisation_id: organisationId,
        texte,
        lignes,
        sha256,
        publiee_at: edition.publieeAt,
      })),
    )
    .execute();
}

/**
 * Public: what an edition says, in the order of its file. It never changes, so it may be read in several transactions
 * while others publish.
 *
 * @param apres the last subvention already read
 */
export async function textesOfEdition(
  tx: Tx,
  organisationId: string,
  edition: number,
  apres: string | undefined,
  taille: number,
): Promise<readonly Pick<TextePublie, 'subventionId' | 'texte' | 'lignes'>[]> {
  let query = publication(tx)
    .selectFrom('publications_scdl')
    .where('organisation_id', '=', organisationId)
    .where('edition', '<=', edition)
    .where((row) => row.or([row('remplacee', 'is', null), row('remplacee', '>', edition)]))
    .select(['subvention_id as subventionId', 'texte', 'lignes'])
    .orderBy('subvention_id')
    .limit(taille);
  if (apres) query = query.where('subvention_id', '>', apres);
  return query.execute();
}
