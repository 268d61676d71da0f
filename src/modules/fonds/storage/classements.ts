import type { Tx } from '../../../platform/db/database.ts';
import type { Classement, Entrees } from '../domain/classement.ts';
import { evaluation } from './tables-evaluation.ts';

export type Instantane = {
  readonly id: string;
  readonly organisationId: string;
  readonly sessionId: string;
  readonly grilleId: string;
  readonly numero: number;
  readonly algorithme: number;
  /** Canonical JSON of `Entrees`, byte for byte. */
  readonly entrees: string;
  /** Canonical JSON of `Classement`. */
  readonly resultat: string;
  /** SHA-256 of `entrees`. */
  readonly empreinte: Buffer;
  readonly auteurId: string;
  readonly createdAt: Temporal.Instant;
};

const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'session_id as sessionId',
  'grille_id as grilleId',
  'numero',
  'algorithme',
  'entrees',
  'resultat',
  'empreinte',
  'auteur_id as auteurId',
  'created_at as createdAt',
] as const;

export async function insertClassement(
  tx: Tx,
  one: Omit<Instantane, 'createdAt'> & { readonly cle: string },
  at: Temporal.Instant,
): Promise<void> {
  await evaluation(tx)
    .insertInto('classements')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      session_id: one.sessionId,
      grille_id: one.grilleId,
      cle: one.cle,
      numero: one.numero,
      algorithme: one.algorithme,
      entrees: one.entrees,
      resultat: one.resultat,
      empreinte: one.empreinte,
      auteur_id: one.auteurId,
      created_at: at,
    })
    .execute();
}

export async function findClassement(tx: Tx, id: string): Promise<Instantane | undefined> {
  return evaluation(tx).selectFrom('classements').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

export async function findClassementByCle(tx: Tx, organisationId: string, cle: string): Promise<string | undefined> {
  const row = await evaluation(tx)
    .selectFrom('classements')
    .where('organisation_id', '=', organisationId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

export type ClassementListe = Pick<Instantane, 'id' | 'numero' | 'empreinte' | 'createdAt'>;

/** The latest first. */
export async function listClassements(tx: Tx, sessionId: string): Promise<readonly ClassementListe[]> {
  return evaluation(tx)
    .selectFrom('classements')
    .where('session_id', '=', sessionId)
    .select(['id', 'numero', 'empreinte', 'created_at as createdAt'])
    .orderBy('numero', 'desc')
    .execute();
}

export function entreesOf({ entrees }: Pick<Instantane, 'entrees'>): Entrees {
  return JSON.parse(entrees) as Entrees;
}

export function resultatOf({ resultat }: Pick<Instantane, 'resultat'>): Classement {
  return JSON.parse(resultat) as Classement;
}
