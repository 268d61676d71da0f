import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Montant } from '../../../values/montant.ts';
import { fonds } from './tables.ts';

export type AxeToInsert = {
  readonly id: string;
  readonly numero: number;
  readonly nom: string;
  readonly montant: Montant;
};

export type ProgrammeToInsert = {
  readonly id: string;
  readonly organisationId: string;
  readonly nom: string;
  readonly montant: Montant;
  readonly axes: readonly AxeToInsert[];
};

export async function insertProgramme(tx: Tx, programme: ProgrammeToInsert, at: Temporal.Instant): Promise<void> {
  const { id, organisationId, nom, montant, axes } = programme;
  await fonds(tx)
    .insertInto('programmes')
    .values({ id, organisation_id: organisationId, nom, montant, created_at: at })
    .execute();
  await fonds(tx)
    .insertInto('axes')
    .values(axes.map((axe) => ({ ...axe, organisation_id: organisationId, programme_id: id })))
    .execute();
}

/** @returns the programme of an axis, when the scope may see it */
export async function programmeOfAxe(tx: Tx, axeId: string): Promise<string | undefined> {
  const row = await fonds(tx).selectFrom('axes').where('id', '=', axeId).select('programme_id').executeTakeFirst();
  return row?.programme_id;
}

/** The amount of the programme of an enveloppe, and what is open in all its enveloppes. Undefined when there is none. */
export async function findCreditsOuverts(
  tx: Tx,
  enveloppeId: string,
): Promise<{ readonly programme: Montant; readonly ouverts: Montant } | undefined> {
  const { rows } = await sql<{ programme: Montant; ouverts: Montant }>`
    select p.montant as programme, coalesce(sum(s.autorise), 0)::bigint as ouverts
    from enveloppes ici join axes a on a.id = ici.axe_id join programmes p on p.id = a.programme_id
      join axes autres on autres.programme_id = p.id join enveloppes e on e.axe_id = autres.id
      left join enveloppe_soldes s on s.enveloppe_id = e.id
    where ici.id = ${enveloppeId} group by p.id`.execute(tx);
  return rows[0];
}

export type Axe = { readonly id: string; readonly numero: number; readonly nom: string; readonly montant: Montant };

export type ProgrammeListe = {
  readonly id: string;
  readonly nom: string;
  readonly montant: Montant;
  readonly axes: readonly Axe[];
};

/** The programmes of the scope's organisation, the newest first, with their axes in order. */
export async function listProgrammes(tx: Tx, organisationId: string): Promise<readonly ProgrammeListe[]> {
  const [programmes, axes] = await Promise.all([
    fonds(tx)
      .selectFrom('programmes')
      .where('organisation_id', '=', organisationId)
      .select(['id', 'nom', 'montant'])
      .orderBy('created_at', 'desc')
      .execute(),
    fonds(tx)
      .selectFrom('axes')
      .where('organisation_id', '=', organisationId)
      .select(['id', 'programme_id', 'numero', 'nom', 'montant'])
      .orderBy('numero')
      .execute(),
  ]);
  const byProgramme = Map.groupBy(axes, ({ programme_id }) => programme_id);
  return programmes.map((programme) => ({
    ...programme,
    axes: (byProgramme.get(programme.id) ?? []).map(({ programme_id: _, ...axe }) => axe),
  }));
}

/** Adoptions of the catalogue by one organisation take turns, until the transaction ends. */
export async function lockAdoption(tx: Tx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`adoption du fonds ${organisationId}`}, 0))`.execute(tx);
}
