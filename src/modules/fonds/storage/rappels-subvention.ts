import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Seuil } from '../domain/echeances.ts';
import type { QuelleEcheanceDeSubvention } from '../domain/echeances-subvention.ts';
import { fonds } from './tables.ts';

/** A due date of a subvention that is near, and not met. */
export type EcheanceProche = {
  readonly subventionId: string;
  readonly organisationId: string;
  readonly echeance: QuelleEcheanceDeSubvention;
  readonly le: Jour;
};

/** Those due from `de` to `a`, both included, over all funds. What was made up for a demonstration has no clock. */
export async function listEcheancesProches(tx: Tx, de: Jour, a: Jour): Promise<readonly EcheanceProche[]> {
  const { rows } = await sql<EcheanceProche>`
    select id as "subventionId", organisation_id as "organisationId", 'commencement' as echeance, commencer_avant as le
      from subventions
      where statut in ('attribuee', 'conventionnee') and commencement is null and not fictif
        and commencer_avant between ${de} and ${a}
    union all
    select id, organisation_id, 'fin', fin_prevue from subventions
      where statut in ('attribuee', 'conventionnee') and not fictif and fin_prevue between ${de} and ${a}
    union
    select s.id, s.organisation_id, 'versement', v.prevu_le
      from versements v join subventions s on s.id = v.subvention_id
      where v.statut = 'prevu' and not v.retire and v.prevu_le between ${de} and ${a}
        and s.statut = 'conventionnee' and not s.fictif
    order by "organisationId", le, "subventionId"`.execute(tx);
  return rows;
}

export type RappelDeSubvention = EcheanceProche & { readonly seuil: Seuil; readonly donneLe: Jour };

/** @returns false when it was given already */
export async function insertRappelDeSubvention(tx: Tx, rappel: RappelDeSubvention): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('rappels_subvention')
    .values({
      organisation_id: rappel.organisationId,
      subvention_id: rappel.subventionId,
      echeance: rappel.echeance,
      le: rappel.le,
      seuil: rappel.seuil,
      donne_le: rappel.donneLe,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('subvention_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export type RappelDeSubventionDonne = Omit<EcheanceProche, 'organisationId'> & {
  readonly numero: string;
  readonly beneficiaire: string;
};

/** What the mail of a morning recalls, the nearest first. */
export async function listRappelsDeSubvention(
  tx: Tx,
  { organisationId, donneLe }: { readonly organisationId: string; readonly donneLe: Jour },
): Promise<readonly RappelDeSubventionDonne[]> {
  return fonds(tx)
    .selectFrom('rappels_subvention as r')
    .innerJoin('subventions as s', 's.id', 'r.subvention_id')
    .where('r.organisation_id', '=', organisationId)
    .where('r.donne_le', '=', donneLe)
    .select(['r.subvention_id as subventionId', 'r.echeance', 'r.le', 's.numero', 's.beneficiaire_nom as beneficiaire'])
    .orderBy('r.le')
    .orderBy('s.numero')
    .execute();
}
