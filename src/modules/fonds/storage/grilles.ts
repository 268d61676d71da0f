import type { Tx } from '../../../platform/db/database.ts';
import type { GrilleAvis } from '../domain/avis.ts';
import type { Grille } from '../domain/grille-evaluation.ts';
import { fonds } from './tables.ts';
import { evaluation } from './tables-evaluation.ts';

/** Of the grid by which the requests of a session are marked, or by which opinions on them are given. */
export type VersionDeGrille<G = Grille> = {
  readonly id: string;
  readonly sessionId: string;
  readonly version: number;
  readonly grille: G;
  readonly empreinte: Buffer;
};

export type VersionDeGrilleAvis = VersionDeGrille<GrilleAvis>;

export type GrilleToInsert<G> = VersionDeGrille<G> & { readonly organisationId: string };

const COLUMNS = ['id', 'session_id as sessionId', 'version', 'contenu as grille', 'empreinte'] as const;

/** The oldest first. */
export async function listGrilles(tx: Tx, sessionId: string): Promise<readonly VersionDeGrille[]> {
  return evaluation(tx)
    .selectFrom('grilles_evaluation')
    .where('session_id', '=', sessionId)
    .select(COLUMNS)
    .orderBy('version')
    .execute();
}

export async function findGrille(tx: Tx, id: string): Promise<VersionDeGrille | undefined> {
  return evaluation(tx).selectFrom('grilles_evaluation').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

export async function insertGrille(tx: Tx, one: GrilleToInsert<Grille>, at: Temporal.Instant): Promise<void> {
  await evaluation(tx).insertInto('grilles_evaluation').values(rowOf(one, at)).execute();
}

/** By which opinions are asked now; undefined when the session has no grid: then an opinion is one whole. */
export async function lastGrilleAvis(tx: Tx, sessionId: string): Promise<VersionDeGrilleAvis | undefined> {
  return fonds(tx)
    .selectFrom('grilles_avis')
    .where('session_id', '=', sessionId)
    .select(COLUMNS)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The same, of the session in which a request was deposited. */
export async function grilleAvisDeDemande(tx: Tx, dossierId: string): Promise<string | null> {
  const row = await fonds(tx)
    .selectFrom('grilles_avis as g')
    .innerJoin('candidatures as c', 'c.session_id', 'g.session_id')
    .where('c.dossier_id', '=', dossierId)
    .select('g.id')
    .orderBy('g.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertGrilleAvis(tx: Tx, one: GrilleToInsert<GrilleAvis>, at: Temporal.Instant): Promise<void> {
  await fonds(tx).insertInto('grilles_avis').values(rowOf(one, at)).execute();
}

/**
 * Assignments and rankings of a session take turns, until the transaction ends.
 * @returns the organisation that manages it; undefined when there is no such session
 */
export async function lockSession(tx: Tx, id: string): Promise<{ readonly organisationId: string } | undefined> {
  return evaluation(tx)
    .selectFrom('sessions_fonds')
    .where('id', '=', id)
    .select('organisation_id as organisationId')
    .forNoKeyUpdate()
    .executeTakeFirst();
}

function rowOf<G>(one: GrilleToInsert<G>, at: Temporal.Instant) {
  return {
    id: one.id,
    organisation_id: one.organisationId,
    session_id: one.sessionId,
    version: one.version,
    contenu: JSON.stringify(one.grille),
    empreinte: one.empreinte,
    created_at: at,
  };
}
