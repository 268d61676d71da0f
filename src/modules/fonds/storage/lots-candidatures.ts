import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { ActionEnLot } from '../domain/lot-candidatures.ts';
import { fonds } from './tables.ts';

/** One action asked for many requests. */
export type LotCandidatures = {
  readonly id: string;
  readonly organisationId: string;
  readonly action: ActionEnLot;
  readonly instructeurId: string | null;
  readonly motif: string | null;
  readonly nombre: number;
  readonly auteurId: string;
  readonly createdAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};

/** @returns its id; that of the run that the same form began before, when it did */
export async function insertLot(
  tx: Tx,
  lot: Omit<LotCandidatures, 'endedAt' | 'nombre'> & { readonly cle: string },
  dossierIds: readonly string[],
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const inserted = await fonds(tx)
    .insertInto('lots_candidatures')
    .values({
      id: lot.id,
      organisation_id: lot.organisationId,
      cle: lot.cle,
      action: lot.action,
      instructeur_id: lot.instructeurId,
      motif: lot.motif,
      nombre: dossierIds.length,
      auteur_id: lot.auteurId,
      created_at: lot.createdAt,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'cle']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) {
    const { id } = await fonds(tx)
      .selectFrom('lots_candidatures')
      .where('organisation_id', '=', lot.organisationId)
      .where('cle', '=', lot.cle)
      .select('id')
      .executeTakeFirstOrThrow();
    return { id, isNew: false };
  }
  await sql`
    insert into lignes_lot_candidatures (lot_id, organisation_id, rang, dossier_id)
    select ${lot.id}, ${lot.organisationId}, rang, id
    from unnest(${[...dossierIds]}::uuid[]) with ordinality as one(id, rang)`.execute(tx);
  return { id: lot.id, isNew: true };
}

export async function findLotCandidatures(tx: Tx, id: string): Promise<LotCandidatures | undefined> {
  return lots(tx).where('id', '=', id).executeTakeFirst();
}

/** The run that a form of this key began, when it did. */
export async function findLotOfCle(tx: Tx, organisationId: string, cle: string): Promise<string | undefined> {
  const row = await fonds(tx)
    .selectFrom('lots_candidatures')
    .where('organisation_id', '=', organisationId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** The latest first. */
export async function listLotsCandidatures(
  tx: Tx,
  organisationId: string,
  most: number,
): Promise<readonly LotCandidatures[]> {
  return lots(tx)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

function lots(tx: Tx) {
  return fonds(tx)
    .selectFrom('lots_candidatures')
    .select([
      'id',
      'organisation_id as organisationId',
      'action',
      'instructeur_id as instructeurId',
      'motif',
      'nombre',
      'auteur_id as auteurId',
      'created_at as createdAt',
      'ended_at as endedAt',
    ]);
}

export type LigneATraiter = { readonly rang: number; readonly dossierId: string };

/** What is left to do, in order. */
export async function listATraiter(tx: Tx, lotId: string): Promise<readonly LigneATraiter[]> {
  return fonds(tx)
    .selectFrom('lignes_lot_candidatures')
    .where('lot_id', '=', lotId)
    .where('issue', 'is', null)
    .select(['rang', 'dossier_id as dossierId'])
    .orderBy('rang')
    .execute();
}

/** Held until the transaction ends. @returns false when it is done: another server was faster */
export async function lockATraiter(tx: Tx, lotId: string, rang: number): Promise<boolean> {
  const row = await fonds(tx)
    .selectFrom('lignes_lot_candidatures')
    .where('lot_id', '=', lotId)
    .where('rang', '=', rang)
    .where('issue', 'is', null)
    .select('rang')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** @param raison why not; null when it was done */
export async function saveIssue(tx: Tx, lotId: string, rang: number, raison: string | null): Promise<void> {
  await fonds(tx)
    .updateTable('lignes_lot_candidatures')
    .set({ issue: raison === null ? 'faite' : 'refusee', raison })
    .where('lot_id', '=', lotId)
    .where('rang', '=', rang)
    .where('issue', 'is', null)
    .execute();
}

/** @returns false when it ended before */
export async function endLot(tx: Tx, lotId: string, at: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await fonds(tx)
    .updateTable('lots_candidatures')
    .set({ ended_at: at })
    .where('id', '=', lotId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type BilanLot = { readonly faites: number; readonly refusees: number; readonly attente: number };

export async function bilanDuLot(tx: Tx, lotId: string): Promise<BilanLot> {
  const row = await fonds(tx)
    .selectFrom('lignes_lot_candidatures')
    .where('lot_id', '=', lotId)
    .select([
      sql<string>`count(*) filter (where issue = 'faite')`.as('faites'),
      sql<string>`count(*) filter (where issue = 'refusee')`.as('refusees'),
      sql<string>`count(*) filter (where issue is null)`.as('attente'),
    ])
    .executeTakeFirstOrThrow();
  return { faites: Number(row.faites), refusees: Number(row.refusees), attente: Number(row.attente) };
}

export type LigneLot = {
  readonly rang: number;
  readonly dossierId: string;
  readonly numero: string;
  readonly beneficiaire: string;
  readonly issue: 'faite' | 'refusee' | null;
  readonly raison: string | null;
};

/** @returns at most `taille + 1` lines after `apres`: the extra one says that there are more */
export async function listLignesLot(
  tx: Tx,
  lotId: string,
  page: { readonly issue?: 'faite' | 'refusee' | undefined; readonly apres: number; readonly taille: number },
): Promise<readonly LigneLot[]> {
  let query = fonds(tx)
    .withTables<{ dossiers: { id: string; numero: string } }>()
    .selectFrom('lignes_lot_candidatures as l')
    .innerJoin('candidatures as c', 'c.dossier_id', 'l.dossier_id')
    .innerJoin('dossiers as d', 'd.id', 'l.dossier_id')
    .where('l.lot_id', '=', lotId)
    .where('l.rang', '>', page.apres)
    .select([
      'l.rang',
      'l.dossier_id as dossierId',
      'd.numero',
      'c.beneficiaire_nom as beneficiaire',
      'issue',
      'raison',
    ])
    .orderBy('l.rang')
    .limit(page.taille + 1);
  if (page.issue) query = query.where('issue', '=', page.issue);
  return query.execute();
}
