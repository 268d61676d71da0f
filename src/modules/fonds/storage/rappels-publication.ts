import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { SeuilRappel } from '../domain/publication.ts';
import { publication } from './publication-tables.ts';

export type Rappel = {
  readonly subventionId: string;
  readonly organisationId: string;
  readonly seuil: SeuilRappel;
  readonly echeance: Jour;
};

/** @returns those that were not sent yet: of two servers at once, each is told to one */
export async function noteRappels(
  tx: Tx,
  rappels: readonly Rappel[],
  at: Temporal.Instant,
): Promise<readonly string[]> {
  if (rappels.length === 0) return [];
  const rows = await publication(tx)
    .insertInto('rappels_publication')
    .values(
      rappels.map(({ subventionId, organisationId, seuil, echeance }) => ({
        subvention_id: subventionId,
        organisation_id: organisationId,
        seuil,
        echeance,
        created_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('subvention_id')
    .execute();
  return rows.map(({ subvention_id }) => subvention_id);
}

export type ConventionAPublier = { readonly numero: string; readonly beneficiaire: string; readonly echeance: Jour };

/** Of those that were reminded of, what is still not published. The soonest deadline first. */
export async function listRappelees(
  tx: Tx,
  {
    organisationId,
    seuil,
    subventions,
  }: Omit<Rappel, 'subventionId' | 'echeance'> & { readonly subventions: readonly string[] },
): Promise<readonly ConventionAPublier[]> {
  if (subventions.length === 0) return [];
  return publication(tx)
    .selectFrom('rappels_publication as r')
    .innerJoin('subventions as s', 's.id', 'r.subvention_id')
    .where('r.organisation_id', '=', organisationId)
    .where('r.seuil', '=', seuil)
    .where('r.subvention_id', 'in', [...subventions])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('publications_scdl as p').whereRef('p.subvention_id', '=', 's.id').select('p.edition'))),
    )
    .select(['s.numero', 's.beneficiaire_nom as beneficiaire', 'r.echeance'])
    .orderBy('r.echeance')
    .orderBy('s.numero')
    .execute();
}
