import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Quoi } from '../domain/courriels-agents.ts';
import { demarches } from './tables.ts';

export type Nouveaute = {
  readonly id: string;
  readonly organisationId: string;
  readonly dossierId: string;
  readonly quoi: Quoi;
  readonly at: Temporal.Instant;
};

/** Nothing comes back: whoever asks writes it, and does not read it. */
export async function insertNouveaute(tx: Tx, { id, organisationId, dossierId, quoi, at }: Nouveaute): Promise<void> {
  await addNouveaute(tx, id, organisationId, dossierId, quoi, at);
}

/** On the way of every deposit. */
const addNouveaute = prepared(
  'nouveaute_ajout',
  (tx, id: string, organisation_id: string, dossier_id: string, quoi: Quoi, at: Temporal.Instant) =>
    demarches(tx).insertInto('nouveautes').values({ id, organisation_id, dossier_id, quoi, at }),
);

/** @returns false when it was announced already */
export async function takeNouveaute(tx: Tx, id: string, le: Jour): Promise<boolean> {
  const taken = await demarches(tx)
    .updateTable('nouveautes')
    .set({ annoncee_le: le })
    .where('id', '=', id)
    .where('annoncee_le', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Where something happened before this instant that no daily mail told yet. */
export async function listOrganisationsAResumer(tx: Tx, before: Temporal.Instant): Promise<readonly string[]> {
  const rows = await aResumer(tx, before)
    .select('organisation_id as id')
    .distinct()
    .orderBy('organisation_id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Held until the transaction ends: of two processes, the second finds none. @returns their ids */
export async function lockAResumer(
  tx: Tx,
  organisationId: string,
  before: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await aResumer(tx, before)
    .where('organisation_id', '=', organisationId)
    .select('id')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** A recours is told at once, by a mail of its own. */
const aResumer = (tx: Tx, before: Temporal.Instant) =>
  demarches(tx)
    .selectFrom('nouveautes')
    .where('annoncee_le', 'is', null)
    .where('quoi', '<>', 'recours')
    .where('at', '<', before);

/** However many: one parameter, where PostgreSQL takes 65 535 of them. */
export async function saveAnnoncees(tx: Tx, ids: readonly string[], le: Jour): Promise<void> {
  await demarches(tx)
    .updateTable('nouveautes')
    .set({ annoncee_le: le })
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute();
}

export type NouveauteAnnoncee = {
  readonly quoi: Quoi;
  readonly dossierId: string;
  readonly numero: string;
  readonly demarcheId: string;
};

const ANNONCEE = ['n.quoi', 'n.dossier_id as dossierId', 'd.numero', 'd.demarche_id as demarcheId'] as const;

/** What the daily mail of that day tells, in the order in which it happened. */
export async function listAnnoncees(tx: Tx, organisationId: string, le: Jour): Promise<readonly NouveauteAnnoncee[]> {
  const rows = await demarches(tx)
    .selectFrom('nouveautes as n')
    .innerJoin('dossiers as d', 'd.id', 'n.dossier_id')
    .where('n.organisation_id', '=', organisationId)
    .where('n.annoncee_le', '=', le)
    .where('n.quoi', '<>', 'recours')
    .select(ANNONCEE)
    .orderBy('n.at')
    .orderBy('n.id')
    .execute();
  return rows.map(named);
}

export async function findNouveaute(
  tx: Tx,
  id: string,
): Promise<(NouveauteAnnoncee & { readonly organisationId: string }) | undefined> {
  const row = await demarches(tx)
    .selectFrom('nouveautes as n')
    .innerJoin('dossiers as d', 'd.id', 'n.dossier_id')
    .where('n.id', '=', id)
    .select([...ANNONCEE, 'n.organisation_id as organisationId'])
    .executeTakeFirst();
  return row && { ...named(row), organisationId: row.organisationId };
}

/** What was told before that day: the mails are gone, the journal remains. */
export async function deleteAnnoncees(tx: Tx, before: Jour): Promise<void> {
  await demarches(tx).deleteFrom('nouveautes').where('annoncee_le', '<', before).execute();
}

/** A deposited dossier has a number. */
const named = <Row extends { readonly numero: string | null }>(row: Row) => ({ ...row, numero: row.numero ?? '' });
