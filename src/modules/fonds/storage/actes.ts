import { type Selectable, sql } from 'kysely';
import type { FichierTenu } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { EtatActe, ModeleActe, TypeActe } from '../domain/acte.ts';
import { type ActesTables, actesTables } from './actes-tables.ts';
import type { FondsTables } from './tables.ts';
import type { PieceJustificative } from './versements.ts';

export type Acte = {
  readonly id: string;
  readonly organisationId: string;
  readonly subventionId: string;
  readonly type: TypeActe;
  readonly etat: EtatActe;
  readonly numero: string;
  readonly modeleId: string;
  readonly donneesSha256: string;
  /** Null until its job has run. */
  readonly pdfSha256: string | null;
  /** Signed by hand, once it is attached. */
  readonly signe: PieceJustificative | null;
  readonly createdAt: Temporal.Instant;
};

export type ActeToInsert = Omit<Acte, 'pdfSha256' | 'signe'> & {
  /** What it follows from: one act of a type each. */
  readonly origine: string;
  /** Canonical JSON. */
  readonly donnees: string;
};

/** « A2026-000012 »: the year, then a number that only grows; a gap is not a loss. */
export async function nextNumeroActe(tx: Tx, year: number): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('actes_numero') as n`.execute(tx);
  return `A${year}-${String(rows[0]?.n ?? 0).padStart(6, '0')}`;
}

/** @returns false when this act was already made */
export async function insertActe(tx: Tx, one: ActeToInsert): Promise<boolean> {
  const inserted = await actesTables(tx)
    .insertInto('actes')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      subvention_id: one.subventionId,
      type: one.type,
      origine: one.origine,
      etat: one.etat,
      numero: one.numero,
      modele_id: one.modeleId,
      donnees: one.donnees,
      donnees_sha256: one.donneesSha256,
      created_at: one.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['subvention_id', 'type', 'etat', 'origine']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The newest first. */
export async function listActes(tx: Tx, subventionId: string): Promise<readonly Acte[]> {
  const rows = await actesTables(tx)
    .selectFrom('actes')
    .where('subvention_id', '=', subventionId)
    .select(COLONNES)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(acteOfRow);
}

/** The act that followed from this. */
export async function findActeOf(tx: Tx, subventionId: string, origine: string): Promise<string | undefined> {
  const row = await actesTables(tx)
    .selectFrom('actes')
    .where('subvention_id', '=', subventionId)
    .where('origine', '=', origine)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** What was signed on the subventions of a request, the newest first: never a draft. */
export async function listActesDuDossier(tx: Tx, dossierId: string): Promise<readonly Acte[]> {
  const rows = await actesTables(tx)
    .withTables<Pick<FondsTables, 'subventions'>>()
    .selectFrom('actes as a')
    .innerJoin('subventions as s', 's.id', 'a.subvention_id')
    .where('s.dossier_id', '=', dossierId)
    .where('a.etat', '=', 'signe')
    .select(COLONNES.map((colonne) => `a.${colonne}` as const))
    .orderBy('a.created_at', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
  return rows.map(acteOfRow);
}

/** An act with the text that it was made from and the data that filled it. */
export type ActeEntier = Acte & { readonly donnees: string; readonly modele: ModeleActe };

export async function findActe(tx: Tx, id: string): Promise<ActeEntier | undefined> {
  const row = await actesTables(tx)
    .selectFrom('actes as a')
    .innerJoin('modeles_actes as m', 'm.id', 'a.modele_id')
    .where('a.id', '=', id)
    .selectAll('a')
    .select(['m.version', 'm.titre', 'm.objet', 'm.corps'])
    .executeTakeFirst();
  if (!row) return undefined;
  const { version, titre, objet, corps, donnees } = row;
  return { ...acteOfRow(row), donnees, modele: { id: row.modele_id, type: row.type, version, titre, objet, corps } };
}

/** Once: repeated after a kill, it changes nothing. */
export async function saveActePdf(tx: Tx, id: string, sha256: string): Promise<boolean> {
  const { numUpdatedRows } = await actesTables(tx)
    .updateTable('actes')
    .set({ pdf_sha256: sha256 })
    .where('id', '=', id)
    .where('pdf_sha256', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function saveActeSigne(tx: Tx, id: string, { sha256, nom, typeMime }: PieceJustificative): Promise<void> {
  await actesTables(tx)
    .updateTable('actes')
    .set({ signe_sha256: sha256, signe_nom: nom, signe_type_mime: typeMime })
    .where('id', '=', id)
    .execute();
}

/** True when some act of any fund is this file, or was signed as this file. */
export const isFichierDActe: FichierTenu = async (tx, sha256) => {
  const query = actesTables(tx)
    .selectFrom('actes')
    .where((where) => where.or([where('pdf_sha256', '=', sha256), where('signe_sha256', '=', sha256)]))
    .select('id')
    .limit(1);
  return (await query.executeTakeFirst()) !== undefined;
};

const COLONNES = [
  'id',
  'organisation_id',
  'subvention_id',
  'type',
  'etat',
  'numero',
  'modele_id',
  'donnees_sha256',
  'pdf_sha256',
  'signe_sha256',
  'signe_nom',
  'signe_type_mime',
  'created_at',
] as const;

function acteOfRow(row: Pick<Selectable<ActesTables['actes']>, (typeof COLONNES)[number]>): Acte {
  const { signe_sha256: sha256, signe_nom: nom, signe_type_mime: typeMime } = row;
  return {
    id: row.id,
    organisationId: row.organisation_id,
    subventionId: row.subvention_id,
    type: row.type,
    etat: row.etat,
    numero: row.numero,
    modeleId: row.modele_id,
    donneesSha256: row.donnees_sha256,
    pdfSha256: row.pdf_sha256,
    signe: sha256 !== null && nom !== null && typeMime !== null ? { sha256, nom, typeMime } : null,
    createdAt: row.created_at,
  };
}
