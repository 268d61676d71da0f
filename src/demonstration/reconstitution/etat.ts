import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** What was played already, so that a start after a kill goes on from there. */
export type Etat = {
  /** By beneficiary and object of the request. */
  dossier(siret: string, objet: string): { readonly id: string; readonly statut: string } | undefined;
  /** By key of the form. */
  subvention(cle: string): { readonly id: string; readonly statut: string } | undefined;
};

export async function readEtat(tx: Tx, organisationId: string): Promise<Etat> {
  const [candidatures, subventions] = await Promise.all([
    sql<{ id: string; siret: string; objet: string; statut: string }>`
      select dossier_id as id, beneficiaire_siret as siret, objet, statut from candidatures
        where organisation_id = ${organisationId}`.execute(tx),
    sql<{ id: string; cle: string; statut: string }>`
      select id, cle, statut from subventions where organisation_id = ${organisationId}`.execute(tx),
  ]);
  const bySujet = new Map(candidatures.rows.map((row) => [`${row.siret} ${row.objet}`, row]));
  const byCle = new Map(subventions.rows.map((row) => [row.cle, row]));
  return {
    dossier: (siret, objet) => bySujet.get(`${siret} ${objet}`),
    subvention: (cle) => byCle.get(cle),
  };
}
