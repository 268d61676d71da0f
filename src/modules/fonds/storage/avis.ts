import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { AvisDonne, GrilleAvis } from '../domain/avis.ts';
import { fonds } from './tables.ts';

/** An opinion that was asked, and what was answered. */
export type AvisDemande = {
  readonly id: string;
  readonly dossierId: string;
  readonly organisationId: string;
  readonly numero: string;
  readonly beneficiaire: string;
  readonly expertId: string;
  readonly demandeurId: string;
  readonly question: string | null;
  readonly askedAt: Temporal.Instant;
  readonly givenAt: Temporal.Instant | null;
  readonly donne: AvisDonne | null;
  /** Under which it was asked; no criterion when the session had none. */
  readonly grille: GrilleAvis;
  /** Of the grid; null when there is none. */
  readonly version: number | null;
};

/** @returns false when this expert was asked already */
export async function insertAvis(
  tx: Tx,
  avis: Pick<
    AvisDemande,
    'id' | 'dossierId' | 'organisationId' | 'expertId' | 'demandeurId' | 'question' | 'askedAt'
  > & {
    readonly grilleId: string | null;
  },
): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('avis_candidatures')
    .values({
      id: avis.id,
      organisation_id: avis.organisationId,
      dossier_id: avis.dossierId,
      expert_id: avis.expertId,
      demandeur_id: avis.demandeurId,
      question: avis.question,
      asked_at: avis.askedAt,
      grille_id: avis.grilleId,
    })
    .onConflict((conflict) => conflict.columns(['dossier_id', 'expert_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns false when it was given already: it is locked */
export async function saveAvis(tx: Tx, id: string, donne: AvisDonne, at: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await fonds(tx)
    .updateTable('avis_candidatures')
    .set({
      reponses: JSON.stringify(donne.reponses),
      avis: donne.avis,
      commentaire: donne.commentaire,
      given_at: at,
    })
    .where('id', '=', id)
    .where('given_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findAvis(tx: Tx, id: string): Promise<AvisDemande | undefined> {
  const [row] = await avis(tx).where('a.id', '=', id).execute();
  return row && avisOfRow(row);
}

/** Of a request, in the order in which they were asked. */
export async function listAvis(tx: Tx, dossierId: string): Promise<readonly AvisDemande[]> {
  const rows = await avis(tx).where('a.dossier_id', '=', dossierId).orderBy('a.asked_at').orderBy('a.id').execute();
  return rows.map(avisOfRow);
}

/** Held until the transaction ends. */
export async function lockAvisDe(tx: Tx, dossierId: string, expertId: string): Promise<AvisDemande | undefined> {
  const [row] = await avis(tx)
    .where('a.dossier_id', '=', dossierId)
    .where('a.expert_id', '=', expertId)
    .modifyEnd(sql`for update of a`)
    .execute();
  return row && avisOfRow(row);
}

function avis(tx: Tx) {
  return fonds(tx)
    .withTables<{ dossiers: { id: string; numero: string } }>()
    .selectFrom('avis_candidatures as a')
    .innerJoin('candidatures as c', 'c.dossier_id', 'a.dossier_id')
    .innerJoin('dossiers as d', 'd.id', 'a.dossier_id')
    .leftJoin('grilles_avis as g', 'g.id', 'a.grille_id')
    .select([
      'a.id',
      'a.dossier_id as dossierId',
      'a.organisation_id as organisationId',
      'd.numero',
      'c.beneficiaire_nom as beneficiaire',
      'a.expert_id as expertId',
      'a.demandeur_id as demandeurId',
      'a.question',
      'a.asked_at as askedAt',
      'a.given_at as givenAt',
      'a.reponses',
      'g.contenu as grille',
      'g.version',
      'a.avis',
      'a.commentaire',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof avis>['execute']>>[number];

function avisOfRow({ reponses, avis: verdict, commentaire, grille, ...row }: Row): AvisDemande {
  const donne = reponses && verdict ? { reponses, avis: verdict, commentaire: commentaire ?? '' } : null;
  return { ...row, grille: grille ?? { criteres: [] }, donne };
}
