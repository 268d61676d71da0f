import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { Montant } from '../../../values/montant.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import { nomPourRecherche } from './beneficiaires.ts';
import { fonds } from './tables.ts';

export type LigneSubvention = {
  readonly id: string;
  readonly numero: string;
  readonly statut: StatutSubvention;
  readonly beneficiaire: string;
  readonly objet: string;
  readonly montant: Montant;
  readonly fictif: boolean;
  readonly createdAt: Temporal.Instant;
};

export type FiltreSubventions = {
  readonly organisationId: string;
  readonly statut?: StatutSubvention | undefined;
  readonly axeId?: string | undefined;
  /** A number, a SIRET, or the beginning of a word of a name. */
  readonly recherche?: string | undefined;
  readonly apres?: CleDePage | undefined;
  readonly avant?: CleDePage | undefined;
  readonly taille: number;
};

/** @returns at most `taille + 1` lines, the newest first: the extra one says that there are more */
export async function listSubventions(tx: Tx, filtre: FiltreSubventions): Promise<readonly LigneSubvention[]> {
  const { statut, axeId, recherche, apres, avant } = filtre;
  let query = fonds(tx)
    .selectFrom('subventions as s')
    .where('s.organisation_id', '=', filtre.organisationId)
    .select(['s.id', 'numero', 'statut', 'beneficiaire_nom as beneficiaire', 'objet', 'montant', 's.fictif'])
    .select('s.created_at as createdAt')
    .limit(filtre.taille + 1);
  if (statut) query = query.where('statut', '=', statut);
  if (axeId) {
    query = query.where('enveloppe_id', 'in', (eb) =>
      eb.selectFrom('enveloppes as e').where('e.axe_id', '=', axeId).select('e.id'),
    );
  }
  if (recherche) {
    const words = nomPourRecherche(recherche);
    const number = recherche.replaceAll(/\s/g, '').toUpperCase();
    query = query.where((eb) =>
      eb.or([
        eb('numero', '=', number),
        eb('beneficiaire_siret', '=', number as never),
        eb('beneficiaire_recherche', 'like', `${words}%`),
        // « Commune de Poitiers » is looked for by « Poitiers ». No index: an organisation has some thousands.
        eb('beneficiaire_recherche', 'like', `% ${words}%`),
      ]),
    );
  }
  if (apres) query = query.where(sql<boolean>`(s.created_at, s.id) < (${apres.at.toString()}, ${apres.id})`);
  if (avant) query = query.where(sql<boolean>`(s.created_at, s.id) > (${avant.at.toString()}, ${avant.id})`);
  const order = avant ? 'asc' : 'desc';
  const rows = await query.orderBy('s.created_at', order).orderBy('s.id', order).execute();
  return avant ? rows.toReversed() : rows;
}

export type Total = { readonly nombre: number; readonly montant: Montant };

/** How many in each statut, and for how much. */
export async function totalsByStatut(tx: Tx, organisationId: string): Promise<ReadonlyMap<StatutSubvention, Total>> {
  const rows = await fonds(tx)
    .selectFrom('subventions')
    .where('organisation_id', '=', organisationId)
    .groupBy('statut')
    .select(['statut'])
    .select(({ fn }) => [fn.countAll<number>().as('nombre')])
    .select(sql<Montant>`sum(montant)::bigint`.as('montant'))
    .execute();
  return new Map(rows.map(({ statut, nombre, montant }) => [statut, { nombre: Number(nombre), montant }]));
}
