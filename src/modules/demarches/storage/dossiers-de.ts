import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { COLUMNS, type Dossier, isHeldBy, type Titulaire } from './dossiers.ts';
import { demarches } from './tables.ts';

/** The dossiers of one person or of one organisation, all together. */

export type LigneUsager = Pick<
  Dossier,
  'id' | 'statut' | 'numero' | 'modifiedAt' | 'submittedAt' | 'versionId' | 'organisationId' | 'correctionDemandeeAt'
>;

/**
 * A person's own dossiers, or those of an organisation, latest first.
 *
 * @param most they are few: no page beyond the first hundred
 */
export async function listDossiersOf(
  tx: Tx,
  titulaire: Titulaire,
  organisationId?: string,
  most = 100,
): Promise<LigneUsager[]> {
  return demarches(tx)
    .selectFrom('dossiers')
    .where(isHeldBy(titulaire))
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId ?? ''))
    .select([
      'id',
      'statut',
      'numero',
      'modified_at as modifiedAt',
      'submitted_at as submittedAt',
      'version_id as versionId',
      'organisation_id as organisationId',
      'correction_demandee_at as correctionDemandeeAt',
    ])
    .orderBy('modified_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/** All the dossiers of somebody, held until the transaction ends. */
export async function lockDossiersOf(tx: Tx, titulaire: Titulaire): Promise<readonly Dossier[]> {
  return demarches(tx)
    .selectFrom('dossiers')
    .where(isHeldBy(titulaire))
    .select(COLUMNS)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The dossiers of somebody in the order in which they began, after that one. */
export async function listDossiersAfter(
  tx: Tx,
  titulaire: Titulaire,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Dossier[]> {
  let query = demarches(tx)
    .selectFrom('dossiers')
    .where(isHeldBy(titulaire))
    .select(COLUMNS)
    .orderBy('id')
    .limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

/** The dossiers of somebody about which other administrations were asked, latest first. People have few. */
export async function listDossiersWithSources(tx: Tx, titulaire: Titulaire): Promise<readonly Dossier[]> {
  return demarches(tx)
    .selectFrom('dossiers')
    .where(isHeldBy(titulaire))
    .where(sql<boolean>`sources <> '{}'`)
    .select(COLUMNS)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

/** Of each démarche of which both have a draft of their own, the draft that was left first. */
export async function findBrouillonsEnDouble(tx: Tx, usager: string, autre: string): Promise<readonly string[]> {
  const rows = await demarches(tx)
    .selectFrom('dossiers as un')
    .innerJoin('dossiers as deux', 'deux.demarche_id', 'un.demarche_id')
    .where('un.usager_id', '=', usager)
    .where('deux.usager_id', '=', autre)
    // One that an organisation carries is nobody's own: the other may be another organisation's.
    .where('un.porteur_id', 'is', null)
    .where('deux.porteur_id', 'is', null)
    .where('un.statut', '=', 'brouillon')
    .where('deux.statut', '=', 'brouillon')
    .select(['un.id as unId', 'un.modified_at as unAt', 'deux.id as deuxId', 'deux.modified_at as deuxAt'])
    .execute();
  return rows.map(({ unId, unAt, deuxId, deuxAt }) => (Temporal.Instant.compare(unAt, deuxAt) < 0 ? unId : deuxId));
}

/** @returns the dossiers that changed hands */
export async function moveDossiers(
  tx: Tx,
  from: string,
  to: string,
): Promise<readonly Pick<Dossier, 'id' | 'organisationId' | 'porteurId'>[]> {
  await demarches(tx).updateTable('dossiers').set({ deposant_id: to }).where('deposant_id', '=', from).execute();
  return demarches(tx)
    .updateTable('dossiers')
    .set({ usager_id: to })
    .where('usager_id', '=', from)
    .returning(['id', 'organisation_id as organisationId', 'porteur_id as porteurId'])
    .execute();
}
