import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { FournisseurHabilitation, Habilitation, Seuil } from '../domain/habilitation.ts';
import { donnees } from './tables.ts';

const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'demarche_id as demarcheId',
  'fournisseur',
  'datapass_id as datapassId',
  'etat',
  'en_vigueur as enVigueur',
  'scopes',
  'base_legale as baseLegale',
  'finalite',
  'conservation_mois as conservationMois',
  'siret',
  'valable_du as valableDu',
  'valable_jusquau as valableJusquau',
  'jeton_expire_le as jetonExpireLe',
  'jeton_remplace_at as jetonRemplaceAt',
  'derniere_utilisation_at as derniereUtilisationAt',
] as const;

const query = (tx: Tx) =>
  donnees(tx)
    .selectFrom('habilitations')
    .select(COLUMNS)
    .select((eb) => eb('jeton_scelle', 'is not', null).$castTo<boolean>().as('aUnJeton'));

/** The one of a démarche, for a provider. */
export function findHabilitation(
  tx: Tx,
  demarcheId: string,
  fournisseur: FournisseurHabilitation,
): Promise<Habilitation | undefined> {
  return query(tx).where('demarche_id', '=', demarcheId).where('fournisseur', '=', fournisseur).executeTakeFirst();
}

export function findHabilitationById(tx: Tx, id: string): Promise<Habilitation | undefined> {
  return query(tx).where('id', '=', id).executeTakeFirst();
}

export function lockHabilitation(tx: Tx, id: string): Promise<Habilitation | undefined> {
  return query(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Those of an organisation, the nearest end first. */
export function listHabilitations(tx: Tx, organisationId: string): Promise<Habilitation[]> {
  return query(tx).where('organisation_id', '=', organisationId).orderBy('valable_jusquau').orderBy('id').execute();
}

/** Every habilitation that holds, over all organisations: for the jobs and the diagnosis. */
export function listEnVigueur(tx: Tx): Promise<Habilitation[]> {
  return query(tx).where('en_vigueur', '=', true).orderBy('id').execute();
}

/** Every habilitation of a provider, over all organisations. */
export function listAllOf(tx: Tx, fournisseur: FournisseurHabilitation): Promise<Habilitation[]> {
  return query(tx).where('fournisseur', '=', fournisseur).orderBy('id').execute();
}

/** What an administrator declares. */
export type Declaration = Omit<
  Habilitation,
  'id' | 'organisationId' | 'aUnJeton' | 'jetonExpireLe' | 'jetonRemplaceAt' | 'derniereUtilisationAt'
>;

/** @returns false when this démarche has one of this provider already, or when the number is another one's here */
export async function insertHabilitation(
  tx: Tx,
  habilitation: Declaration & { readonly id: string; readonly organisationId: string; readonly now: Temporal.Instant },
): Promise<boolean> {
  const inserted = await donnees(tx)
    .insertInto('habilitations')
    .values({
      id: habilitation.id,
      organisation_id: habilitation.organisationId,
      demarche_id: habilitation.demarcheId,
      fournisseur: habilitation.fournisseur,
      ...columnsOf(habilitation),
      jeton_scelle: null,
      jeton_expire_le: null,
      jeton_remplace_at: null,
      derniere_utilisation_at: null,
      alerte_jours: null,
      alerte_pour: null,
      datapass_at: null,
      created_at: habilitation.now,
      modified_at: habilitation.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateHabilitation(
  tx: Tx,
  id: string,
  declaration: Omit<Declaration, 'demarcheId' | 'fournisseur'>,
  now: Temporal.Instant,
): Promise<void> {
  await donnees(tx)
    .updateTable('habilitations')
    .set({ ...columnsOf(declaration), modified_at: now })
    .where('id', '=', id)
    .execute();
}

function columnsOf(declaration: Omit<Declaration, 'demarcheId' | 'fournisseur'>) {
  return {
    datapass_id: declaration.datapassId,
    etat: declaration.etat,
    en_vigueur: declaration.enVigueur,
    scopes: [...declaration.scopes],
    base_legale: declaration.baseLegale,
    finalite: declaration.finalite,
    conservation_mois: declaration.conservationMois,
    siret: declaration.siret,
    valable_du: declaration.valableDu,
    valable_jusquau: declaration.valableJusquau,
  };
}

export async function isDatapassIdTaken(tx: Tx, organisationId: string, datapassId: number, but: string) {
  const row = await donnees(tx)
    .selectFrom('habilitations')
    .where('organisation_id', '=', organisationId)
    .where('datapass_id', '=', datapassId)
    .where('id', '<>', but)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function saveJeton(
  tx: Tx,
  id: string,
  jeton: { readonly scelle: Buffer; readonly expireLe: Jour | null; readonly now: Temporal.Instant },
): Promise<void> {
  await donnees(tx)
    .updateTable('habilitations')
    .set({
      jeton_scelle: jeton.scelle,
      jeton_expire_le: jeton.expireLe,
      jeton_remplace_at: jeton.now,
      modified_at: jeton.now,
    })
    .where('id', '=', id)
    .execute();
}

/** The only reading of the token, still sealed. */
export async function readJetonScelle(tx: Tx, id: string): Promise<Buffer | undefined> {
  const row = await donnees(tx)
    .selectFrom('habilitations')
    .where('id', '=', id)
    .select('jeton_scelle as scelle')
    .executeTakeFirst();
  return row?.scelle ?? undefined;
}

/** To the hour: a busy démarche writes it once an hour, not at each call. */
export async function touchUtilisation(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await donnees(tx)
    .updateTable('habilitations')
    .set({ derniere_utilisation_at: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('derniere_utilisation_at', 'is', null),
        eb('derniere_utilisation_at', '<', now.subtract({ hours: 1 })),
      ]),
    )
    .execute();
}

/** @returns false when this warning was already given, by this process or another */
export async function noteAlerte(tx: Tx, id: string, seuil: Seuil, fin: Jour): Promise<boolean> {
  const { rows } = await sql`
    update habilitations set alerte_jours = ${seuil}, alerte_pour = ${fin}::date
    where id = ${id} and (alerte_pour is distinct from ${fin}::date or alerte_jours is null or alerte_jours > ${seuil})
    returning id`.execute(tx);
  return rows.length > 0;
}
