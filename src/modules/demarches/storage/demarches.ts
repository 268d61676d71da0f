import type { Tx } from '../../../platform/db/database.ts';
import type { Definition } from '../domain/definition.ts';
import { demarches } from './tables.ts';

export type DemarcheOuverte = {
  readonly id: string;
  readonly organisationId: string;
  readonly slug: string;
  readonly statut: 'publiee' | 'close' | 'depubliee';
  readonly versionId: string;
};

export async function findDemarche(tx: Tx, organisationId: string, slug: string): Promise<DemarcheOuverte | undefined> {
  const row = await demarches(tx)
    .selectFrom('demarches')
    .where('organisation_id', '=', organisationId)
    .where('slug', '=', slug)
    .select(['id', 'organisation_id as organisationId', 'slug', 'statut', 'version_id as versionId'])
    .executeTakeFirst();
  return row?.versionId ? { ...row, versionId: row.versionId } : undefined;
}

/** What a portal shows: the published démarches of an organisation, by address. */
export async function listPublished(tx: Tx, organisationId: string): Promise<readonly DemarcheOuverte[]> {
  return (await listDemarches(tx, organisationId)).filter(({ statut }) => statut === 'publiee');
}

/** Every démarche of an organisation that has a version, closed ones too. */
export async function listDemarches(tx: Tx, organisationId: string): Promise<DemarcheOuverte[]> {
  const rows = await demarches(tx)
    .selectFrom('demarches')
    .where('organisation_id', '=', organisationId)
    .select(['id', 'organisation_id as organisationId', 'slug', 'statut', 'version_id as versionId'])
    .orderBy('slug')
    .execute();
  return rows.flatMap((row) => (row.versionId ? [{ ...row, versionId: row.versionId }] : []));
}

export async function readDefinition(tx: Tx, versionId: string): Promise<Definition> {
  const row = await demarches(tx)
    .selectFrom('demarche_versions')
    .where('id', '=', versionId)
    .select('definition')
    .executeTakeFirstOrThrow();
  // What was published before organisations could ask says nothing of it, and a version never changes.
  return { ...row.definition, demandeurs: row.definition.demandeurs ?? 'personnes' };
}

export async function upsertDemarche(
  tx: Tx,
  demarche: { id: string; organisationId: string; slug: string },
): Promise<string> {
  await demarches(tx)
    .insertInto('demarches')
    .values({
      id: demarche.id,
      organisation_id: demarche.organisationId,
      slug: demarche.slug,
      statut: 'publiee',
      version_id: null,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'slug']).doNothing())
    .execute();
  const row = await demarches(tx)
    .selectFrom('demarches')
    .where('organisation_id', '=', demarche.organisationId)
    .where('slug', '=', demarche.slug)
    .select('id')
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function findVersionByEmpreinte(
  tx: Tx,
  demarcheId: string,
  empreinte: Buffer,
): Promise<string | undefined> {
  const row = await demarches(tx)
    .selectFrom('demarche_versions')
    .where('demarche_id', '=', demarcheId)
    .where('empreinte', '=', empreinte)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** The caller holds the lock on the démarche (`upsertDemarche`), so numbers follow each other. */
export async function insertVersion(
  tx: Tx,
  version: {
    id: string;
    demarcheId: string;
    organisationId: string;
    definition: Definition;
    empreinte: Buffer;
    parametres?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const last = await demarches(tx)
    .selectFrom('demarche_versions')
    .where('demarche_id', '=', version.demarcheId)
    .select((eb) => eb.fn.max('numero').as('numero'))
    .executeTakeFirst();
  await demarches(tx)
    .insertInto('demarche_versions')
    .values({
      id: version.id,
      demarche_id: version.demarcheId,
      organisation_id: version.organisationId,
      numero: (last?.numero ?? 0) + 1,
      definition: JSON.stringify(version.definition),
      empreinte: version.empreinte,
      parametres: JSON.stringify(version.parametres ?? {}),
    })
    .execute();
}

export async function setCurrentVersion(tx: Tx, demarcheId: string, versionId: string): Promise<void> {
  await demarches(tx).updateTable('demarches').set({ version_id: versionId }).where('id', '=', demarcheId).execute();
}

export type DemarcheAdoptee = {
  readonly id: string;
  readonly slug: string;
  readonly statut: DemarcheOuverte['statut'];
  /** Number of the version on which new dossiers begin. */
  readonly numero: number;
  readonly publishedAt: Temporal.Instant;
  /** Of that version, as canonical bytes. */
  readonly empreinte: Buffer;
  /** What the organisation set when it published it. */
  readonly parametres: Readonly<Record<string, unknown>>;
};

/** What an organisation took from the catalogue, by address. */
export async function listAdopted(tx: Tx, organisationId: string): Promise<readonly DemarcheAdoptee[]> {
  return demarches(tx)
    .selectFrom('demarches')
    .innerJoin('demarche_versions', 'demarche_versions.id', 'demarches.version_id')
    .where('demarches.organisation_id', '=', organisationId)
    .select([
      'demarches.id',
      'demarches.slug',
      'demarches.statut',
      'demarche_versions.numero',
      'demarche_versions.published_at as publishedAt',
      'demarche_versions.empreinte',
      'demarche_versions.parametres',
    ])
    .orderBy('demarches.slug')
    .execute();
}

/** @returns false when it was in that state already */
export async function saveStatut(tx: Tx, id: string, statut: DemarcheOuverte['statut']): Promise<boolean> {
  const changed = await demarches(tx)
    .updateTable('demarches')
    .set({ statut })
    .where('id', '=', id)
    .where('statut', '<>', statut)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}
