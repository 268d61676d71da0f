import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Note } from '../domain/grille-evaluation.ts';
import type { VersionDeGrille } from './grilles.ts';
import { evaluation } from './tables-evaluation.ts';

export type Evaluation = {
  readonly id: string;
  readonly organisationId: string;
  readonly sessionId: string;
  readonly grilleId: string;
  readonly dossierId: string;
  readonly evaluateurId: string;
  readonly notes: readonly Note[];
  readonly assignedAt: Temporal.Instant;
  readonly submittedAt: Temporal.Instant | null;
};

const COLUMNS = [
  'evaluations.id',
  'evaluations.organisation_id as organisationId',
  'evaluations.session_id as sessionId',
  'evaluations.grille_id as grilleId',
  'evaluations.dossier_id as dossierId',
  'evaluations.evaluateur_id as evaluateurId',
  'evaluations.notes',
  'evaluations.assigned_at as assignedAt',
  'evaluations.submitted_at as submittedAt',
] as const;

export type EvaluationToInsert = Omit<Evaluation, 'notes' | 'submittedAt'>;

/** @returns those that were not assigned yet */
export async function insertEvaluations(
  tx: Tx,
  all: readonly EvaluationToInsert[],
): Promise<readonly { readonly id: string }[]> {
  if (all.length === 0) return [];
  return evaluation(tx)
    .insertInto('evaluations')
    .values(
      all.map((one) => ({
        id: one.id,
        organisation_id: one.organisationId,
        session_id: one.sessionId,
        grille_id: one.grilleId,
        dossier_id: one.dossierId,
        evaluateur_id: one.evaluateurId,
        notes: '[]',
        assigned_at: one.assignedAt,
        submitted_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['dossier_id', 'evaluateur_id', 'grille_id']).doNothing())
    .returning('id')
    .execute();
}

export async function findEvaluation(tx: Tx, id: string): Promise<Evaluation | undefined> {
  return evaluation(tx).selectFrom('evaluations').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** Held until the transaction ends: sent twice at once, it is submitted once. */
export async function lockEvaluation(tx: Tx, id: string): Promise<Evaluation | undefined> {
  return evaluation(tx).selectFrom('evaluations').where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

export async function saveNotes(
  tx: Tx,
  id: string,
  notes: readonly Note[],
  submittedAt: Temporal.Instant | null,
): Promise<void> {
  await evaluation(tx)
    .updateTable('evaluations')
    .set({ notes: JSON.stringify(notes), submitted_at: submittedAt })
    .where('id', '=', id)
    .execute();
}

/** Every evaluation of a session under one version of its grid, in no particular order. */
export async function listEvaluations(
  tx: Tx,
  { id, sessionId }: Pick<VersionDeGrille, 'id' | 'sessionId'>,
): Promise<readonly Evaluation[]> {
  return evaluation(tx)
    .selectFrom('evaluations')
    .where('session_id', '=', sessionId)
    .where('grille_id', '=', id)
    .select(COLUMNS)
    .execute();
}

/** True of what is asked under the last version of the grid: a draft under an older one is not waited for any more. */
const enVigueur = sql<boolean>`evaluations.grille_id = (
  select g.id from grilles_evaluation g where g.session_id = evaluations.session_id order by g.version desc limit 1
)`;

/** What others submitted on the same request, under the same version of the grid. */
export async function listAutresSoumises(
  tx: Tx,
  { id, dossierId, grilleId }: Pick<Evaluation, 'id' | 'dossierId' | 'grilleId'>,
): Promise<readonly Evaluation[]> {
  return evaluation(tx)
    .selectFrom('evaluations')
    .where('dossier_id', '=', dossierId)
    .where('grille_id', '=', grilleId)
    .where('id', '<>', id)
    .where('submitted_at', 'is not', null)
    .select(COLUMNS)
    .orderBy('submitted_at')
    .execute();
}

export type EvaluationListee = Pick<Evaluation, 'id' | 'dossierId' | 'submittedAt' | 'assignedAt'> & {
  readonly numero: string;
  readonly beneficiaire: string;
  readonly objet: string;
  readonly session: string;
  readonly fictif: boolean;
  readonly recusee: boolean;
};

/** What one reviewer has to do and did: to do first, then the latest submitted; the 500 first. */
export async function listEvaluationsOf(
  tx: Tx,
  organisationId: string,
  evaluateurId: string,
): Promise<readonly EvaluationListee[]> {
  const rows = await evaluation(tx)
    .selectFrom('evaluations')
    .innerJoin('candidatures', 'candidatures.dossier_id', 'evaluations.dossier_id')
    .innerJoin('dossiers', 'dossiers.id', 'evaluations.dossier_id')
    .innerJoin('sessions_fonds', 'sessions_fonds.id', 'evaluations.session_id')
    .leftJoin('conflits_interets', (join) =>
      join
        .onRef('conflits_interets.dossier_id', '=', 'evaluations.dossier_id')
        .onRef('conflits_interets.evaluateur_id', '=', 'evaluations.evaluateur_id'),
    )
    .where('evaluations.organisation_id', '=', organisationId)
    .where('evaluations.evaluateur_id', '=', evaluateurId)
    .where((row) => row.or([row('evaluations.submitted_at', 'is not', null), enVigueur]))
    .select([
      'evaluations.id',
      'evaluations.dossier_id as dossierId',
      'evaluations.submitted_at as submittedAt',
      'evaluations.assigned_at as assignedAt',
      'dossiers.numero',
      'beneficiaire_nom as beneficiaire',
      'objet',
      'fictif',
      'sessions_fonds.nom as session',
      'conflits_interets.id as conflit',
    ])
    .orderBy('evaluations.submitted_at', (order) => order.desc().nullsFirst())
    .orderBy('evaluations.assigned_at', 'desc')
    .orderBy('evaluations.id')
    .limit(500)
    .execute();
  return rows.map(({ conflit, ...row }) => ({ ...row, recusee: conflit !== null }));
}

/** True when this person was ever asked to evaluate a request of this fund. */
export async function hasEvaluations(tx: Tx, organisationId: string, evaluateurId: string): Promise<boolean> {
  const row = await evaluation(tx)
    .selectFrom('evaluations')
    .where('organisation_id', '=', organisationId)
    .where('evaluateur_id', '=', evaluateurId)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** True while this reviewer has something to note that is not decided: what others gave stays hidden from them. */
export async function hasEvaluationsAFaire(tx: Tx, sessionId: string, evaluateurId: string): Promise<boolean> {
  const row = await evaluation(tx)
    .selectFrom('evaluations')
    .innerJoin('candidatures', 'candidatures.dossier_id', 'evaluations.dossier_id')
    .where('evaluations.session_id', '=', sessionId)
    .where('evaluateur_id', '=', evaluateurId)
    .where('submitted_at', 'is', null)
    .where('candidatures.statut', 'in', ['deposee', 'en_instruction'])
    .where(enVigueur)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conflits_interets')
            .whereRef('conflits_interets.dossier_id', '=', 'evaluations.dossier_id')
            .whereRef('conflits_interets.evaluateur_id', '=', 'evaluations.evaluateur_id')
            .select(sql`1`.as('one')),
        ),
      ),
    )
    .select('evaluations.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
