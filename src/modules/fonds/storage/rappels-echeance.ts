import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { QuelleEcheance, Seuil } from '../domain/echeances.ts';
import { fonds } from './tables.ts';

/** An open request whose next due date is near. */
export type Prochaine = {
  readonly dossierId: string;
  readonly organisationId: string;
  readonly echeance: QuelleEcheance;
  readonly le: Jour;
  readonly instructeurId: string | null;
};

/** Those due from `de` to `a`, both included, over all funds; by organisation. */
export async function listProchaines(tx: Tx, de: Jour, a: Jour): Promise<readonly Prochaine[]> {
  const rows = await fonds(tx)
    .selectFrom('candidatures')
    .where('echeance', '>=', de)
    .where('echeance', '<=', a)
    .where('fictif', '=', false)
    .select([
      'dossier_id as dossierId',
      'organisation_id as organisationId',
      'recevabilite',
      'echeance',
      'instructeur_id as instructeurId',
    ])
    .orderBy('organisation_id')
    .orderBy('dossier_id')
    .execute();
  return rows.flatMap(({ echeance, recevabilite, ...row }) =>
    echeance ? [{ ...row, le: echeance, echeance: recevabilite === null ? 'recevabilite' : 'decision' }] : [],
  );
}

export type Rappel = Omit<Prochaine, 'instructeurId'> & {
  readonly seuil: Seuil;
  readonly destinataireId: string;
  readonly donneLe: Jour;
};

/** @returns false when it was given already */
export async function insertRappel(tx: Tx, rappel: Rappel): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('rappels_echeance')
    .values({
      organisation_id: rappel.organisationId,
      dossier_id: rappel.dossierId,
      echeance: rappel.echeance,
      le: rappel.le,
      seuil: rappel.seuil,
      destinataire_id: rappel.destinataireId,
      donne_le: rappel.donneLe,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('dossier_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export type RappelDonne = {
  readonly dossierId: string;
  readonly numero: string;
  readonly beneficiaire: string;
  readonly echeance: QuelleEcheance;
  readonly le: Jour;
};

/** What one mail recalls, the nearest first. */
export async function listRappelsDe(
  tx: Tx,
  mail: { readonly organisationId: string; readonly destinataireId: string; readonly donneLe: Jour },
): Promise<readonly RappelDonne[]> {
  return fonds(tx)
    .withTables<{ dossiers: { id: string; numero: string } }>()
    .selectFrom('rappels_echeance as r')
    .innerJoin('candidatures as c', 'c.dossier_id', 'r.dossier_id')
    .innerJoin('dossiers as d', 'd.id', 'r.dossier_id')
    .where('r.organisation_id', '=', mail.organisationId)
    .where('r.destinataire_id', '=', mail.destinataireId)
    .where('r.donne_le', '=', mail.donneLe)
    .select(['r.dossier_id as dossierId', 'd.numero', 'c.beneficiaire_nom as beneficiaire', 'r.echeance', 'r.le'])
    .orderBy('r.le')
    .orderBy('r.dossier_id')
    .execute();
}
