import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import { fonds } from './tables.ts';

/** The open requests of somebody; of nobody when null. */
export type Charge = {
  readonly instructeurId: string | null;
  readonly ouvertes: number;
  /** Whose next due date is behind. */
  readonly retard: number;
  readonly prochaine: Jour | null;
};

export async function listCharges(tx: Tx, organisationId: string, aujourdhui: Jour): Promise<readonly Charge[]> {
  const rows = await fonds(tx)
    .selectFrom('candidatures')
    .where('organisation_id', '=', organisationId)
    .where('echeance', 'is not', null)
    .groupBy('instructeur_id')
    .select('instructeur_id as instructeurId')
    .select(sql<string>`count(*)`.as('ouvertes'))
    .select(sql<string>`count(*) filter (where echeance < ${aujourdhui}::date)`.as('retard'))
    .select(sql<Jour | null>`min(echeance) filter (where echeance >= ${aujourdhui}::date)`.as('prochaine'))
    .execute();
  return rows.map((row) => ({ ...row, ouvertes: Number(row.ouvertes), retard: Number(row.retard) }));
}

/** In the order in which their dossiers are held. */
export async function listOuvertesDe(
  tx: Tx,
  organisationId: string,
  instructeurId: string,
): Promise<readonly string[]> {
  const rows = await fonds(tx)
    .selectFrom('candidatures')
    .where('organisation_id', '=', organisationId)
    .where('instructeur_id', '=', instructeurId)
    .where('echeance', 'is not', null)
    .select('dossier_id as id')
    .orderBy('dossier_id')
    .execute();
  return rows.map(({ id }) => id);
}
