import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siret } from '../../../values/siret.ts';
import type { NatureVersement } from '../domain/plan.ts';
import type { StatutVersement } from '../domain/versement.ts';
import { fonds } from './tables.ts';

/** Sheets for the accountant, and their lines. */

/** A sheet holds no more: what is left waits for the next. */
const LARGEST_LOT = 1000;

export type VersementAPayer = {
  readonly versementId: string;
  readonly subventionId: string;
  readonly numero: string;
  readonly rang: number;
  readonly nature: NatureVersement;
  readonly montant: Montant;
  readonly siret: Siret;
  readonly nom: string;
};

/** Takes the payments that wait: a second sheet made at the same moment waits, then finds none of them left. */
export async function takeVersementsAPayer(tx: Tx, organisationId: string): Promise<readonly VersementAPayer[]> {
  const waiting = await fonds(tx)
    .selectFrom('versements')
    .where('organisation_id', '=', organisationId)
    .where('statut', '=', 'justifie')
    .select('id')
    .orderBy('id')
    .limit(LARGEST_LOT)
    .forUpdate()
    .execute();
  if (waiting.length === 0) return [];
  const ids = waiting.map(({ id }) => id);
  await fonds(tx).updateTable('versements').set({ statut: 'mis_en_paiement' }).where('id', 'in', ids).execute();
  return fonds(tx)
    .selectFrom('versements')
    .innerJoin('subventions', 'subventions.id', 'versements.subvention_id')
    .where('versements.id', 'in', ids)
    .select(['versements.id as versementId', 'subvention_id as subventionId', 'numero', 'rang', 'nature'])
    .select(['montant_liquide as montant', 'beneficiaire_siret as siret', 'beneficiaire_nom as nom'])
    .orderBy('numero')
    .orderBy('rang')
    .$narrowType<{ montant: Montant }>()
    .execute();
}

export async function countVersementsAPayer(tx: Tx, organisationId: string): Promise<number> {
  const row = await fonds(tx)
    .selectFrom('versements')
    .where('organisation_id', '=', organisationId)
    .where('statut', '=', 'justifie')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** « L2026-000012 ». */
export async function nextNumeroLot(tx: Tx, year: number): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('lots_paiement_numero') as n`.execute(tx);
  return `L${year}-${String(rows[0]?.n ?? 0).padStart(6, '0')}`;
}

export type LigneToInsert = {
  readonly id: string;
  readonly versementId: string;
  readonly reference: string;
  readonly siret: Siret;
  readonly nom: string;
  readonly libelle: string;
  readonly montant: Montant;
};

export type LotToInsert = {
  readonly id: string;
  readonly organisationId: string;
  readonly numero: string;
  readonly montant: Montant;
  readonly acteurId: string;
  readonly lignes: readonly LigneToInsert[];
};

export async function insertLot(tx: Tx, lot: LotToInsert, at: Temporal.Instant): Promise<void> {
  const { id, organisationId, numero, montant, acteurId, lignes } = lot;
  await fonds(tx)
    .insertInto('lots_paiement')
    .values({
      id,
      organisation_id: organisationId,
      numero,
      nombre: lignes.length,
      montant,
      acteur_id: acteurId,
      created_at: at,
    })
    .execute();
  await fonds(tx)
    .insertInto('lignes_paiement')
    .values(
      lignes.map((ligne) => ({
        id: ligne.id,
        organisation_id: organisationId,
        lot_id: id,
        versement_id: ligne.versementId,
        reference: ligne.reference,
        beneficiaire_siret: ligne.siret,
        beneficiaire_nom: ligne.nom,
        libelle: ligne.libelle,
        montant: ligne.montant,
      })),
    )
    .execute();
}

export type Lot = {
  readonly id: string;
  readonly numero: string;
  readonly nombre: number;
  readonly montant: Montant;
  readonly createdAt: Temporal.Instant;
};

const LOT = ['id', 'numero', 'nombre', 'montant', 'created_at as createdAt'] as const;

/** The last hundred, the newest first. */
export async function listLots(tx: Tx, organisationId: string): Promise<readonly Lot[]> {
  return fonds(tx)
    .selectFrom('lots_paiement')
    .where('organisation_id', '=', organisationId)
    .select(LOT)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

export async function findLot(tx: Tx, id: string): Promise<Lot | undefined> {
  return fonds(tx).selectFrom('lots_paiement').where('id', '=', id).select(LOT).executeTakeFirst();
}

export type LignePaiement = {
  readonly id: string;
  readonly reference: string;
  readonly versementId: string;
  readonly subventionId: string;
  readonly numero: string;
  readonly rang: number;
  readonly statutVersement: StatutVersement;
  readonly siret: Siret;
  readonly nom: string;
  readonly libelle: string;
  readonly montant: Montant;
  readonly issue: 'paye' | 'rejete' | null;
  readonly issueLe: Jour | null;
  readonly motif: string | null;
};

const lignes = (tx: Tx) =>
  fonds(tx)
    .selectFrom('lignes_paiement as l')
    .innerJoin('versements as v', 'v.id', 'l.versement_id')
    .innerJoin('subventions as s', 's.id', 'v.subvention_id')
    .select(['l.id', 'l.reference', 'l.versement_id as versementId', 'v.subvention_id as subventionId'])
    .select(['s.numero', 'v.rang', 'v.statut as statutVersement', 'l.beneficiaire_siret as siret'])
    .select(['l.beneficiaire_nom as nom', 'l.libelle', 'l.montant', 'l.issue', 'l.issue_le as issueLe', 'l.motif']);

export async function listLignes(tx: Tx, lotId: string): Promise<readonly LignePaiement[]> {
  return lignes(tx).where('l.lot_id', '=', lotId).orderBy('l.reference').execute();
}

/** By what the accountant quotes. Lines that the scope may not see are absent. */
export async function lignesByReference(
  tx: Tx,
  references: readonly string[],
): Promise<ReadonlyMap<string, LignePaiement>> {
  if (references.length === 0) return new Map();
  const rows = await lignes(tx)
    .where('l.reference', 'in', [...references])
    .execute();
  return new Map(rows.map((row) => [row.reference, row]));
}

export async function saveIssue(
  tx: Tx,
  id: string,
  { issue, le, motif }: { readonly issue: 'paye' | 'rejete'; readonly le: Jour; readonly motif: string | null },
): Promise<void> {
  await fonds(tx).updateTable('lignes_paiement').set({ issue, issue_le: le, motif }).where('id', '=', id).execute();
}
