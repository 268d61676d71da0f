import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Arrivee, Objectif, Technologie } from '../domain/trajectoire.ts';
import { fonds } from './tables.ts';

export type ObjectifSuivi = Objectif & {
  readonly id: string;
  readonly compte: number;
  /** Those that came after the beginning, in the order of days. */
  readonly arrivees: readonly Arrivee[];
};

/**
 * The goals known on a day. Their count is that of the beginning, which a source tells, and the collectivités that came
 * after it, each of which is listed.
 */
export async function objectifsAu(tx: Tx, organisationId: string, jour: Jour): Promise<readonly ObjectifSuivi[]> {
  const { rows } = await sql<ObjectifSuivi>`
    select o.id, o.libelle, o.technologies, o.depart, o.depart_le as "departLe", o.cible, o.echeance, o.source,
      o.depart + venues.nombre as compte, venues.arrivees
    from objectifs o
    cross join lateral (
      select coalesce(sum(nombre), 0)::int as nombre,
        coalesce(jsonb_agg(jsonb_build_object('jour', depuis, 'nombre', nombre) order by depuis), '[]') as arrivees
      from (
        select depuis, count(*)::int as nombre from (
          select min(r.depuis) as depuis from raccordements r
          where r.organisation_id = o.organisation_id and r.technologie = any (o.technologies)
            and r.declare_le <= ${jour}::date
          group by r.siren
        ) premieres where depuis > o.depart_le and depuis <= ${jour}::date group by depuis
      ) jours
    ) venues
    where o.organisation_id = ${organisationId} and o.declare_le <= ${jour}::date
    order by o.created_at, o.id`.execute(tx);
  return rows;
}

export type RaccordementListe = { readonly siren: string; readonly technologie: Technologie; readonly depuis: Jour };

/** Those known on a day, by SIREN. @returns at most `taille + 1`: one more says that there are others */
export async function listRaccordements(
  tx: Tx,
  ask: {
    readonly organisationId: string;
    readonly jour: Jour;
    readonly apres?: string | undefined;
    readonly taille: number;
  },
): Promise<readonly RaccordementListe[]> {
  let query = fonds(tx)
    .selectFrom('raccordements')
    .where('organisation_id', '=', ask.organisationId)
    .where('depuis', '<=', ask.jour)
    .where('declare_le', '<=', ask.jour)
    .select(['siren', 'technologie', 'depuis'])
    .orderBy('siren')
    .orderBy('technologie')
    .limit(ask.taille + 1);
  const [, siren, technologie] = /^(\d{9})_(\w+)$/.exec(ask.apres ?? '') ?? [];
  if (siren && technologie) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('siren', 'technologie'), '>', tuple(siren, technologie as Technologie)),
    );
  }
  return query.execute();
}

export type ObjectifToInsert = Objectif & {
  readonly id: string;
  readonly organisationId: string;
  readonly cle: string;
  readonly declareLe: Jour;
};

/** @returns false when this form already made one */
export async function insertObjectif(tx: Tx, one: ObjectifToInsert, at: Temporal.Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await fonds(tx)
    .insertInto('objectifs')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      cle: one.cle,
      libelle: one.libelle,
      technologies: one.technologies,
      depart: one.depart,
      depart_le: one.departLe,
      cible: one.cible,
      echeance: one.echeance,
      source: one.source,
      declare_le: one.declareLe,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export type RaccordementsToInsert = {
  readonly organisationId: string;
  readonly sirens: readonly string[];
  readonly technologie: Technologie;
  readonly depuis: Jour;
  readonly source: string;
  readonly declareLe: Jour;
};

/** @returns those that were not known yet */
export async function insertRaccordements(
  tx: Tx,
  { organisationId, sirens, technologie, depuis, source, declareLe }: RaccordementsToInsert,
  at: Temporal.Instant,
): Promise<readonly string[]> {
  const common = {
    organisation_id: organisationId,
    technologie,
    depuis,
    source,
    declare_le: declareLe,
    created_at: at,
  };
  const rows = await fonds(tx)
    .insertInto('raccordements')
    .values(sirens.map((siren) => ({ ...common, siren })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('siren')
    .execute();
  return rows.map(({ siren }) => siren);
}
