import type { Tx } from '../../../platform/db/database.ts';
import type { Siret } from '../../../values/siret.ts';
import type { CauseCorrection } from '../domain/correction-siret.ts';
import { fonds } from './tables.ts';

export type CorrectionSiret = {
  readonly id: string;
  readonly cause: CauseCorrection;
  readonly siretAvant: Siret;
  readonly siretApres: Siret;
  readonly nomAvant: string;
  readonly nomApres: string;
  readonly motif: string;
  readonly autorite: string | null;
  readonly createdAt: Temporal.Instant;
};

export type CorrectionToInsert = CorrectionSiret &
  Readonly<Record<'organisationId' | 'subventionId' | 'cle' | 'acteurId', string>>;

/** @returns false when this form was already received */
export async function insertCorrectionSiret(tx: Tx, one: CorrectionToInsert): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('corrections_siret')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      subvention_id: one.subventionId,
      cle: one.cle,
      cause: one.cause,
      siret_avant: one.siretAvant,
      siret_apres: one.siretApres,
      nom_avant: one.nomAvant,
      nom_apres: one.nomApres,
      motif: one.motif,
      autorite: one.autorite,
      acteur_id: one.acteurId,
      created_at: one.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'cle']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns what this form already corrected */
export async function findCorrection(tx: Tx, organisationId: string, cle: string): Promise<string | undefined> {
  const row = await fonds(tx)
    .selectFrom('corrections_siret')
    .where('organisation_id', '=', organisationId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** The oldest first. */
export async function listCorrectionsSiret(tx: Tx, subventionId: string): Promise<readonly CorrectionSiret[]> {
  return fonds(tx)
    .selectFrom('corrections_siret')
    .where('subvention_id', '=', subventionId)
    .select(['id', 'cause', 'siret_avant as siretAvant', 'siret_apres as siretApres', 'nom_avant as nomAvant'])
    .select(['nom_apres as nomApres', 'motif', 'autorite', 'created_at as createdAt'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
