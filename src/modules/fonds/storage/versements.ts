import type { Selectable, Updateable } from 'kysely';
import type { FichierTenu } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { LignePlan, NatureVersement } from '../domain/plan.ts';
import type { StatutVersement } from '../domain/versement.ts';
import { type FondsTables, fonds } from './tables.ts';

export type Versement = {
  readonly id: string;
  readonly subventionId: string;
  readonly rang: number;
  readonly nature: NatureVersement;
  readonly montant: Montant;
  /** What is owed, once justified. */
  readonly montantLiquide: Montant | null;
  readonly condition: string;
  readonly prevuLe: Jour;
  readonly statut: StatutVersement;
  readonly justificatif: string | null;
  readonly piece: PieceJustificative | null;
  readonly justifieLe: Jour | null;
  readonly payeLe: Jour | null;
  readonly rejetMotif: string | null;
};

export type PieceJustificative = { readonly sha256: string; readonly nom: string; readonly typeMime: string };

export type VersementToInsert = LignePlan & { readonly id: string; readonly rang: number };

export async function insertVersements(
  tx: Tx,
  { id: subventionId, organisationId }: { readonly id: string; readonly organisationId: string },
  versements: readonly VersementToInsert[],
): Promise<void> {
  await fonds(tx)
    .insertInto('versements')
    .values(
      versements.map(({ id, rang, nature, montant, condition, prevuLe }) => ({
        id,
        organisation_id: organisationId,
        subvention_id: subventionId,
        rang,
        nature,
        montant,
        condition,
        prevu_le: prevuLe,
        statut: 'prevu' as const,
      })),
    )
    .execute();
}

/** What was planned and never begun leaves the plan. One that a sheet once asked for is kept aside, for that sheet. */
export async function retireVersementsPrevus(tx: Tx, subventionId: string): Promise<void> {
  const demandes = fonds(tx).selectFrom('lignes_paiement').select('versement_id');
  const prevus = { subvention_id: subventionId, statut: 'prevu', retire: false } as const;
  await fonds(tx)
    .deleteFrom('versements')
    .where((eb) => eb.and(prevus))
    .where('id', 'not in', demandes)
    .execute();
  await fonds(tx)
    .updateTable('versements')
    .set({ retire: true })
    .where((eb) => eb.and(prevus))
    .execute();
}

/** Those of the plan, in their order. */
export async function listVersements(tx: Tx, subventionId: string): Promise<readonly Versement[]> {
  const rows = await fonds(tx)
    .selectFrom('versements')
    .where('subvention_id', '=', subventionId)
    .where('retire', '=', false)
    .selectAll()
    .orderBy('rang')
    .execute();
  return rows.map(versementOfRow);
}

/** Those of the plan of the subvention that answers a request, in their order. */
export async function listVersementsDuDossier(tx: Tx, dossierId: string): Promise<readonly Versement[]> {
  const rows = await fonds(tx)
    .selectFrom('versements as v')
    .innerJoin('subventions as s', 's.id', 'v.subvention_id')
    .where('s.dossier_id', '=', dossierId)
    .where('s.statut', '<>', 'abandonnee')
    .where('v.retire', '=', false)
    .selectAll('v')
    .orderBy('v.rang')
    .execute();
  return rows.map(versementOfRow);
}

/** @throws Conflict when it is no longer as it was read: it may have left for the accountant meanwhile */
export async function saveVersement(
  tx: Tx,
  { id, statut }: Pick<Versement, 'id' | 'statut'>,
  change: Updateable<FondsTables['versements']>,
): Promise<void> {
  const { numUpdatedRows } = await fonds(tx)
    .updateTable('versements')
    .set(change)
    .where('id', '=', id)
    .where('statut', '=', statut)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Conflict('Ce versement vient de changer. Relisez-le, puis recommencez.');
}

function versementOfRow(row: Selectable<FondsTables['versements']>): Versement {
  const { piece_sha256: sha256, piece_nom: nom, piece_type_mime: typeMime } = row;
  return {
    id: row.id,
    subventionId: row.subvention_id,
    rang: row.rang,
    nature: row.nature,
    montant: row.montant,
    montantLiquide: row.montant_liquide,
    condition: row.condition,
    prevuLe: row.prevu_le,
    statut: row.statut,
    justificatif: row.justificatif,
    piece: sha256 !== null && nom !== null && typeMime !== null ? { sha256, nom, typeMime } : null,
    justifieLe: row.justifie_le,
    payeLe: row.paye_le,
    rejetMotif: row.rejet_motif,
  };
}

/** True when some payment of any fund is justified by this file. */
export const isPieceDeVersement: FichierTenu = async (tx, sha256) => {
  const query = fonds(tx).selectFrom('versements').where('piece_sha256', '=', sha256).select('id').limit(1);
  return (await query.executeTakeFirst()) !== undefined;
};
