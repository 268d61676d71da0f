import type { Tx } from '../../../platform/db/database.ts';
import { fonds } from './tables.ts';

/** A filter that an agent keeps. */
export type VueCandidatures = { readonly id: string; readonly nom: string; readonly requete: string };

/** Theirs, in the order of their names. */
export async function listVues(
  tx: Tx,
  organisationId: string,
  personneId: string,
): Promise<readonly VueCandidatures[]> {
  return fonds(tx)
    .selectFrom('vues_candidatures')
    .where('organisation_id', '=', organisationId)
    .where('personne_id', '=', personneId)
    .select(['id', 'nom', 'requete'])
    .orderBy('nom')
    .execute();
}

export type VueToSave = VueCandidatures & {
  readonly organisationId: string;
  readonly personneId: string;
  readonly createdAt: Temporal.Instant;
};

/** The same name again is the same view, with what it shows now. */
export async function saveVue(tx: Tx, vue: VueToSave): Promise<void> {
  await fonds(tx)
    .insertInto('vues_candidatures')
    .values({
      id: vue.id,
      organisation_id: vue.organisationId,
      personne_id: vue.personneId,
      nom: vue.nom,
      requete: vue.requete,
      created_at: vue.createdAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'personne_id', 'nom']).doUpdateSet({ requete: vue.requete }),
    )
    .execute();
}

export async function deleteVue(tx: Tx, personneId: string, id: string): Promise<void> {
  await fonds(tx).deleteFrom('vues_candidatures').where('id', '=', id).where('personne_id', '=', personneId).execute();
}
