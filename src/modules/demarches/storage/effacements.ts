import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Calcul } from '../domain/champ.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';
import { demarches } from './tables.ts';

export type DossierAEffacer = {
  readonly id: string;
  readonly organisationId: string;
  readonly usagerId: string;
  readonly reponses: Reponses;
  readonly origines: Origines;
};

/** Decided dossiers that still hold, somewhere, an answer of these sources; one that somebody holds is left for later. */
export async function lockDossiersAEffacer(
  tx: Tx,
  demande: {
    readonly demarcheId: string;
    readonly prefixe: string;
    readonly decidesAvant: Temporal.Instant;
    readonly limite: number;
  },
): Promise<readonly DossierAEffacer[]> {
  const { rows } = await sql<DossierAEffacer>`
    select d.id, d.organisation_id as "organisationId", d.usager_id as "usagerId", d.reponses, d.origines
    from dossiers d
    where d.demarche_id = ${demande.demarcheId} and d.decided_at <= ${demande.decidesAvant.toString()}::timestamptz
      and exists (
        select from (
          select d.origines union all select p.origines from depots p where p.dossier_id = d.id
        ) as held (origines), jsonb_each(held.origines) as o
        where starts_with(o.value->>'source', ${demande.prefixe}) and not o.value ? 'effaceeLe'
      )
    order by d.decided_at, d.id limit ${demande.limite} for update of d skip locked`.execute(tx);
  return rows;
}

export type DepotAEffacer = {
  readonly id: string;
  readonly reponses: Reponses;
  readonly origines: Origines;
  readonly calculs: Readonly<Record<string, Calcul>>;
};

export async function listDepotsOf(tx: Tx, dossierId: string): Promise<readonly DepotAEffacer[]> {
  return demarches(tx)
    .selectFrom('depots')
    .where('dossier_id', '=', dossierId)
    .select(['id', 'reponses', 'origines', 'calculs'])
    .orderBy('rang')
    .execute();
}

export async function saveEffacement(
  tx: Tx,
  dossierId: string,
  copie: { readonly reponses: Reponses; readonly origines: Origines },
  depots: readonly DepotAEffacer[],
): Promise<void> {
  const textOf = ({ reponses, origines }: typeof copie) => ({
    reponses: JSON.stringify(reponses),
    origines: JSON.stringify(origines),
  });
  await demarches(tx).updateTable('dossiers').set(textOf(copie)).where('id', '=', dossierId).execute();
  for (const depot of depots) {
    await demarches(tx)
      .updateTable('depots')
      .set({ ...textOf(depot), calculs: JSON.stringify(depot.calculs), sel: null })
      .where('id', '=', depot.id)
      .execute();
  }
}
