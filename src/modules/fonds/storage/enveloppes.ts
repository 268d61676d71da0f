import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared, statement } from '../../../platform/db/prepared.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Id } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { type Montant, ZERO } from '../../../values/montant.ts';
import { SOLDES_VIDES, type Soldes } from '../domain/soldes.ts';
import { fonds } from './tables.ts';

/** Where the credits of an enveloppe may be spent. */
export type Territoire =
  | { readonly type: 'national' }
  | { readonly type: 'region' | 'departement'; readonly code: string };

export type Enveloppe = {
  readonly id: Id<'Enveloppe'>;
  readonly organisationId: string;
  readonly axeId: string;
  readonly annee: number;
  readonly nom: string;
  readonly territoire: Territoire;
  readonly parentId: Id<'Enveloppe'> | null;
  /** Until when the credits of its parent may be promised, and by what act; null: no day was set. */
  readonly delegationFin: Jour | null;
  readonly delegationActe: string | null;
};

/** @returns false when the axis already has one for this year and territory */
export async function insertEnveloppe(
  tx: Tx,
  enveloppe: Omit<Enveloppe, 'delegationFin' | 'delegationActe'>,
  at: Temporal.Instant,
): Promise<boolean> {
  const { territoire } = enveloppe;
  const { numInsertedOrUpdatedRows } = await fonds(tx)
    .insertInto('enveloppes')
    .values({
      id: enveloppe.id,
      organisation_id: enveloppe.organisationId,
      axe_id: enveloppe.axeId,
      annee: enveloppe.annee,
      nom: enveloppe.nom,
      territoire_type: territoire.type,
      territoire_code: territoire.type === 'national' ? null : territoire.code,
      parent_id: enveloppe.parentId,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findEnveloppe(tx: Tx, id: string): Promise<Enveloppe | undefined> {
  const row = await fonds(tx).selectFrom('enveloppes').where('id', '=', id).selectAll().executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id as Id<'Enveloppe'>,
    organisationId: row.organisation_id,
    axeId: row.axe_id,
    annee: row.annee,
    nom: row.nom,
    territoire: territoireOfRow(row.territoire_type, row.territoire_code),
    parentId: row.parent_id as Id<'Enveloppe'> | null,
    delegationFin: row.delegation_fin,
    delegationActe: row.delegation_acte,
  };
}

/** @throws NotFound when the scope may not see it */
export async function findEnveloppeOf(tx: Tx, id: string): Promise<Enveloppe> {
  const enveloppe = await findEnveloppe(tx, id);
  if (!enveloppe) throw new NotFound('Cette enveloppe n’existe pas.');
  return enveloppe;
}

export async function saveDelegation(
  tx: Tx,
  id: string,
  { delegationFin, delegationActe }: Pick<Enveloppe, 'delegationFin' | 'delegationActe'>,
): Promise<void> {
  await fonds(tx)
    .updateTable('enveloppes')
    .set({ delegation_fin: delegationFin, delegation_acte: delegationActe })
    .where('id', '=', id)
    .execute();
}

/**
 * Holds enveloppes until the transaction ends, in the order of their ids: two operations on the same ones never wait
 * for each other in a circle. @returns those that the scope may see
 */
export async function lockEnveloppes(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await heldEnveloppes(tx, ids)).map(({ id }) => id));
}

const heldEnveloppes = prepared('enveloppes_tenues', (_, ids: readonly string[]) =>
  statement(sql<{ id: string }>`select id from enveloppes where id = any(${ids}::uuid[]) order by id for update`),
);

/** @returns zeros for an enveloppe that never had credits */
export async function soldesOf(tx: Tx, enveloppeId: string): Promise<Soldes> {
  const [row] = await soldesByEnveloppe(tx, enveloppeId);
  return row ?? SOLDES_VIDES;
}

const soldesByEnveloppe = prepared('soldes_enveloppe', (tx, enveloppeId: string) =>
  fonds(tx)
    .selectFrom('enveloppe_soldes')
    .where('enveloppe_id', '=', enveloppeId)
    .select(['autorise', 'disponible', 'reserve', 'engage', 'liquide', 'paye', 'rendu']),
);

/** What one subvention holds in each account. */
export type SoldesSubvention = Readonly<Record<'reserve' | 'engage' | 'liquide' | 'paye' | 'rendu', Montant>>;

export async function soldesOfSubvention(tx: Tx, subventionId: string): Promise<SoldesSubvention | undefined> {
  const [row] = await soldesBySubvention(tx, subventionId);
  return row;
}

const soldesBySubvention = prepared('soldes_subvention', (tx, subventionId: string) =>
  fonds(tx)
    .selectFrom('subvention_soldes')
    .where('subvention_id', '=', subventionId)
    .select(['reserve', 'engage', 'liquide', 'paye', 'rendu']),
);

export type EnveloppeListee = Pick<Enveloppe, 'id' | 'axeId' | 'annee' | 'nom' | 'territoire' | 'parentId'> & {
  readonly soldes: Soldes;
};

/** Every enveloppe of an organisation with its accounts: some hundred a programme (a département, a year, an axe). */
export async function listEnveloppes(tx: Tx, organisationId: string): Promise<readonly EnveloppeListee[]> {
  const rows = await fonds(tx)
    .selectFrom('enveloppes')
    .leftJoin('enveloppe_soldes', 'enveloppe_soldes.enveloppe_id', 'enveloppes.id')
    .where('enveloppes.organisation_id', '=', organisationId)
    .select(['enveloppes.id', 'axe_id', 'annee', 'nom', 'territoire_type', 'territoire_code', 'parent_id'])
    .select(['autorise', 'disponible', 'reserve', 'engage', 'liquide', 'paye', 'rendu'])
    .orderBy('annee')
    .orderBy('territoire_code', (order) => order.asc().nullsFirst())
    .execute();
  return rows.map(({ id, axe_id, annee, nom, territoire_type, territoire_code, parent_id, ...soldes }) => ({
    id: id as Id<'Enveloppe'>,
    axeId: axe_id,
    annee,
    nom,
    territoire: territoireOfRow(territoire_type, territoire_code),
    parentId: parent_id as Id<'Enveloppe'> | null,
    soldes: soldesOfRow(soldes),
  }));
}

function territoireOfRow(type: Territoire['type'], code: string | null): Territoire {
  return type === 'national' || code === null ? { type: 'national' } : { type, code };
}

function soldesOfRow(row: { readonly [C in keyof Soldes]: Montant | null }): Soldes {
  return Object.fromEntries(Object.entries(row).map(([compte, montant]) => [compte, montant ?? ZERO])) as Soldes;
}
