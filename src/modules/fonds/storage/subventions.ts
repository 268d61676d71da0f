import { type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { ratio } from '../../../values/ratio.ts';
import { nomDeLicence } from '../domain/licence.ts';
import type { Subvention } from '../domain/subvention.ts';
import { beneficiaireOfRow, columnsOfBeneficiaire } from './beneficiaires.ts';
import { type FondsTables, fonds } from './tables.ts';

/** « S2026-000123 »: the year, then a number that only grows; a gap is not a loss. */
export async function nextNumeroSubvention(tx: Tx, year: number): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('subventions_numero') as n`.execute(tx);
  return `S${year}-${String(rows[0]?.n ?? 0).padStart(6, '0')}`;
}

export type SubventionToInsert = Omit<
  Subvention,
  | 'statut'
  | 'commencerAvant'
  | 'referenceDecision'
  | 'decideeLe'
  | 'conventionSigneeLe'
  | 'dureeMois'
  | 'garantie'
  | 'depenseReelle'
  | 'montantFinal'
  | 'soldeeLe'
  | 'reversementDu'
  | 'finMotif'
> & { readonly cle: string };

/** A proposal. @returns false when its form, or its dossier, already has one */
export async function insertSubvention(tx: Tx, one: SubventionToInsert, at: Temporal.Instant): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('subventions')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      enveloppe_id: one.enveloppeId,
      dossier_id: one.dossierId,
      cle: one.cle,
      numero: one.numero,
      statut: 'proposee',
      ...columnsOfBeneficiaire(one.beneficiaire),
      objet: one.objet,
      cout: one.cout,
      assiette: one.assiette,
      taux_numerateur: one.taux.numerator,
      taux_denominateur: one.taux.denominator,
      montant: one.montant,
      autres_aides: one.autresAides,
      financements_prives: one.financementsPrives,
      derogation_participation: one.derogationParticipation,
      demande_recue: one.demandeRecue,
      commencement: one.commencement,
      fin_prevue: one.finPrevue,
      fictif: one.fictif,
      licence: one.licence,
      depot_source: one.depotSource,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns the subvention that this form already made */
export async function findSubventionByCle(tx: Tx, organisationId: string, cle: string): Promise<string | undefined> {
  const row = await fonds(tx)
    .selectFrom('subventions')
    .where('organisation_id', '=', organisationId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** The one that answers this request; one that was abandoned left its place. */
export async function findSubventionOfDossier(tx: Tx, dossierId: string): Promise<Subvention | undefined> {
  const row = await fonds(tx)
    .selectFrom('subventions')
    .where('dossier_id', '=', dossierId)
    .where('statut', '<>', 'abandonnee')
    .selectAll()
    .executeTakeFirst();
  return row && subventionOfRow(row);
}

export async function findSubvention(tx: Tx, id: string): Promise<Subvention | undefined> {
  const row = await fonds(tx).selectFrom('subventions').where('id', '=', id).selectAll().executeTakeFirst();
  return row && subventionOfRow(row);
}

/** The same, held until the end of the transaction: two actions on one subvention take turns. */
export async function lockSubvention(tx: Tx, id: string): Promise<Subvention | undefined> {
  const row = await fonds(tx).selectFrom('subventions').where('id', '=', id).selectAll().forUpdate().executeTakeFirst();
  return row && subventionOfRow(row);
}

/** Several, in the order of their ids: two imports never wait for each other in a circle. */
export async function lockSubventions(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Subvention>> {
  if (ids.length === 0) return new Map();
  const rows = await fonds(tx)
    .selectFrom('subventions')
    .where('id', 'in', [...ids])
    .selectAll()
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, subventionOfRow(row)]));
}

export async function saveSubvention(
  tx: Tx,
  id: string,
  change: Updateable<FondsTables['subventions']>,
): Promise<void> {
  await fonds(tx).updateTable('subventions').set(change).where('id', '=', id).execute();
}

function subventionOfRow(row: Selectable<FondsTables['subventions']>): Subvention {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    enveloppeId: row.enveloppe_id,
    dossierId: row.dossier_id,
    numero: row.numero,
    statut: row.statut,
    beneficiaire: beneficiaireOfRow(row),
    objet: row.objet,
    cout: row.cout,
    assiette: row.assiette,
    taux: ratio(row.taux_numerateur, row.taux_denominateur),
    montant: row.montant,
    autresAides: row.autres_aides,
    financementsPrives: row.financements_prives,
    derogationParticipation: row.derogation_participation,
    demandeRecue: row.demande_recue,
    commencement: row.commencement,
    commencerAvant: row.commencer_avant,
    finPrevue: row.fin_prevue,
    referenceDecision: row.reference_decision,
    decideeLe: row.decidee_le,
    conventionSigneeLe: row.convention_signee_le,
    dureeMois: row.duree_mois,
    garantie: row.garantie,
    depenseReelle: row.depense_reelle,
    montantFinal: row.montant_final,
    soldeeLe: row.soldee_le,
    reversementDu: row.reversement_du,
    finMotif: row.fin_motif,
    fictif: row.fictif,
    licence: nomDeLicence(row.licence),
    depotSource: row.depot_source,
  };
}
