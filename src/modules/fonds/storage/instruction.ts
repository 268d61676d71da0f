import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Recevabilite } from '../domain/echeances.ts';
import type { EtatInstruction } from '../domain/instruction.ts';
import { fonds } from './tables.ts';

/** Where the instruction of a request stands. */
export type Instruction = EtatInstruction & {
  readonly dossierId: string;
  readonly organisationId: string;
  /** « 2021-000123 ». */
  readonly numero: string;
  readonly beneficiaire: string;
  readonly depositedAt: Temporal.Instant;
  readonly recevabilitePar: 'agent' | 'silence' | null;
  readonly recevabiliteLe: Jour | null;
  readonly recevabiliteMotif: string | null;
  readonly instructeurId: string | null;
  readonly subventionId: string | null;
  /** Made up: the law's clock does not run for it. */
  readonly fictif: boolean;
};

/** What is read of the dossiers, which belong to the engine. */
type AvecDossiers = {
  dossiers: { id: string; numero: string; correction_demandee_at: Temporal.Instant | null };
};

export async function findInstruction(tx: Tx, dossierId: string): Promise<Instruction | undefined> {
  const [found] = await listInstructions(tx, [dossierId]);
  return found;
}

/** In the order of their ids; those that the scope does not see are left out. */
export async function listInstructions(tx: Tx, dossierIds: readonly string[]): Promise<readonly Instruction[]> {
  if (dossierIds.length === 0) return [];
  return fonds(tx)
    .withTables<AvecDossiers>()
    .selectFrom('candidatures as c')
    .innerJoin('dossiers as d', 'd.id', 'c.dossier_id')
    .leftJoin('subventions as s', (join) =>
      join.onRef('s.dossier_id', '=', 'c.dossier_id').on('s.statut', '<>', 'abandonnee'),
    )
    .where('c.dossier_id', 'in', [...dossierIds])
    .select([
      'c.dossier_id as dossierId',
      'c.organisation_id as organisationId',
      'd.numero',
      'c.beneficiaire_nom as beneficiaire',
      'c.deposited_at as depositedAt',
      'c.statut',
      'c.recevable_avant as recevableAvant',
      'c.decision_avant as decisionAvant',
      'c.recevabilite',
      'c.recevabilite_par as recevabilitePar',
      'c.recevabilite_le as recevabiliteLe',
      'c.recevabilite_motif as recevabiliteMotif',
      'c.instructeur_id as instructeurId',
      'c.decidee_le as decideeLe',
      'c.fictif',
      's.numero as subvention',
      's.id as subventionId',
    ])
    .select(sql<boolean>`d.correction_demandee_at is not null`.as('correctionAttendue'))
    .orderBy('c.dossier_id')
    .execute();
}

export async function saveRecevabilite(
  tx: Tx,
  dossierId: string,
  dite: {
    readonly recevabilite: Recevabilite;
    readonly par: 'agent' | 'silence';
    readonly le: Jour;
    readonly motif: string | null;
  } | null,
): Promise<void> {
  await fonds(tx)
    .updateTable('candidatures')
    .set({
      recevabilite: dite?.recevabilite ?? null,
      recevabilite_par: dite?.par ?? null,
      recevabilite_le: dite?.le ?? null,
      recevabilite_motif: dite?.motif ?? null,
    })
    .where('dossier_id', '=', dossierId)
    .execute();
}

export async function saveInstructeur(tx: Tx, dossierId: string, instructeurId: string | null): Promise<void> {
  await fonds(tx)
    .updateTable('candidatures')
    .set({ instructeur_id: instructeurId })
    .where('dossier_id', '=', dossierId)
    .execute();
}

/** Of the first decision only. */
export async function saveDecideeLe(tx: Tx, dossierId: string, le: Jour): Promise<void> {
  await fonds(tx)
    .updateTable('candidatures')
    .set({ decidee_le: le })
    .where('dossier_id', '=', dossierId)
    .where('decidee_le', 'is', null)
    .execute();
}

/** Those that silence made admissible before this day, and that do not say it yet. The law does not know made-up ones. */
export async function listReputees(tx: Tx, aujourdhui: Jour, after: string, limit: number): Promise<readonly string[]> {
  const rows = await fonds(tx)
    .selectFrom('candidatures')
    .where('recevable_avant', '<', aujourdhui)
    .where('recevabilite', 'is', null)
    .where('decidee_le', 'is', null)
    .where('fictif', '=', false)
    .where('dossier_id', '>', after)
    .select('dossier_id as id')
    .orderBy('dossier_id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Those that silence rejected before this day, and that do not say it yet. */
export async function listRejetees(tx: Tx, aujourdhui: Jour, after: string, limit: number): Promise<readonly string[]> {
  const rows = await fonds(tx)
    .selectFrom('candidatures')
    .where('decision_avant', '<', aujourdhui)
    .where('decidee_le', 'is', null)
    .where('fictif', '=', false)
    .where('dossier_id', '>', after)
    .select('dossier_id as id')
    .orderBy('dossier_id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export type Prolongation = {
  readonly id: string;
  readonly organisationId: string;
  readonly dossierId: string;
  readonly cle: string;
  readonly motif: string;
  readonly jusquau: Jour;
  readonly auteurId: string;
  readonly createdAt: Temporal.Instant;
};

/** @returns false when this form was already sent */
export async function insertProlongation(tx: Tx, one: Prolongation): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('prolongations')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      dossier_id: one.dossierId,
      cle: one.cle,
      motif: one.motif,
      jusquau: one.jusquau,
      auteur_id: one.auteurId,
      created_at: one.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['dossier_id', 'cle']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  await fonds(tx)
    .updateTable('candidatures')
    .set({ decision_avant: one.jusquau })
    .where('dossier_id', '=', one.dossierId)
    .execute();
  return true;
}

/** The first one first. */
export async function listProlongations(tx: Tx, dossierId: string): Promise<readonly Prolongation[]> {
  return fonds(tx)
    .selectFrom('prolongations')
    .where('dossier_id', '=', dossierId)
    .select([
      'id',
      'organisation_id as organisationId',
      'dossier_id as dossierId',
      'cle',
      'motif',
      'jusquau',
      'auteur_id as auteurId',
      'created_at as createdAt',
    ])
    .orderBy('created_at')
    .execute();
}
