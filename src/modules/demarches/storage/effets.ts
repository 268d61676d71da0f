import type { Tx } from '../../../platform/db/database.ts';
import { additionner, type Compteurs } from '../domain/compteurs.ts';
import { demarches } from './tables.ts';

const OBJET = 'effets';

/** How many leaves of the journal were read, and nobody else reads on until this transaction ends. */
export async function lockLecture(tx: Tx, now: Temporal.Instant): Promise<number> {
  await demarches(tx)
    .insertInto('effet_lectures')
    .values({ objet: OBJET, position: 0, read_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { position } = await demarches(tx)
    .selectFrom('effet_lectures')
    .select('position')
    .where('objet', '=', OBJET)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return position;
}

export async function saveLecture(tx: Tx, position: number, now: Temporal.Instant): Promise<void> {
  await demarches(tx)
    .updateTable('effet_lectures')
    .set({ position, read_at: now })
    .where('objet', '=', OBJET)
    .execute();
}

/** When the journal was last read; undefined as long as it never was. */
export async function findLecture(tx: Tx): Promise<Temporal.Instant | undefined> {
  const row = await demarches(tx).selectFrom('effet_lectures').select('read_at').executeTakeFirst();
  return row?.read_at;
}

export type CleEffet = { readonly versionId: string; readonly mois: string };

/** Adds to what is there. Whoever calls holds the lock of `lockLecture`. */
export async function addEffet(tx: Tx, { versionId, mois }: CleEffet, added: Compteurs): Promise<void> {
  const kept = await demarches(tx)
    .selectFrom('effets')
    .select('compteurs')
    .where('version_id', '=', versionId)
    .where('mois', '=', mois)
    .executeTakeFirst();
  const compteurs = JSON.stringify(kept ? additionner([kept.compteurs, added]) : added);
  await demarches(tx)
    .insertInto('effets')
    .columns(['organisation_id', 'demarche_id', 'version_id', 'mois', 'compteurs'])
    // A version that is not there gives no row: its démarche is known from here alone.
    .expression((eb) =>
      eb
        .selectFrom('demarche_versions')
        .where('id', '=', versionId)
        .select(({ cast, val }) => [
          'organisation_id',
          'demarche_id',
          'id',
          cast<string>(val(mois), 'date').as('mois'),
          cast<string>(val(compteurs), 'jsonb').as('compteurs'),
        ]),
    )
    .onConflict((conflict) => conflict.columns(['version_id', 'mois']).doUpdateSet({ compteurs }))
    .execute();
}

export type EffetDuMois = {
  readonly organisationId: string;
  readonly demarcheId: string;
  /** `AAAA-MM-01`. */
  readonly mois: string;
  readonly compteurs: Compteurs;
};

/** From a month on, of one organisation or of all. Not to be shown as it is: see `domain/publication.ts`. */
export async function listEffets(
  tx: Tx,
  { depuis, organisationId }: { readonly depuis: string; readonly organisationId?: string | undefined },
): Promise<readonly EffetDuMois[]> {
  let query = demarches(tx)
    .selectFrom('effets')
    .select(['organisation_id as organisationId', 'demarche_id as demarcheId', 'mois', 'compteurs'])
    .where('mois', '>=', depuis);
  if (organisationId) query = query.where('organisation_id', '=', organisationId);
  return query.execute();
}
