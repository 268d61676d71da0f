import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siret } from '../../../values/siret.ts';
import { nomDeLicence } from '../domain/licence.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import { nomPourRecherche } from './beneficiaires.ts';
import { publication } from './publication-tables.ts';

/** An awarded project, as anybody may read it. */
export type ProjetFinance = {
  readonly id: string;
  readonly organisationId: string;
  readonly numero: string;
  readonly statut: Exclude<StatutSubvention, 'proposee'>;
  readonly beneficiaire: { readonly siret: Siret; readonly nom: string; readonly departement: string | null };
  readonly objet: string;
  readonly cout: Montant;
  /** Granted; once settled, what the final account kept of it. */
  readonly montant: Montant;
  readonly verse: Montant;
  readonly axe: { readonly id: string; readonly numero: number; readonly nom: string };
  readonly dispositif: { readonly id: string; readonly nom: string } | null;
  readonly decideeLe: Jour;
  readonly conventionSigneeLe: Jour | null;
  readonly commencement: Jour | null;
  readonly finPrevue: Jour;
  readonly licence: string | null;
  readonly depotSource: string | null;
  readonly fictif: boolean;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
};

export type FiltreProjets = {
  readonly organisationId: string;
  readonly recherche?: string;
  readonly departement?: string | undefined;
  readonly axeId?: string | undefined;
  readonly apres?: CleDePage | undefined;
  readonly avant?: CleDePage | undefined;
  readonly taille: number;
};

/** Those whose credits are held or spent: an award that was withdrawn finances nothing. */
const FINANCES = ['attribuee', 'conventionnee', 'soldee'] as const;

/** Public. @returns at most `taille + 1` projects, the newest first: the extra one says that there are more */
export async function listProjets(tx: Tx, filtre: FiltreProjets): Promise<readonly ProjetFinance[]> {
  const { recherche, departement, axeId, apres, avant } = filtre;
  let query = projets(tx)
    .where('organisation_id', '=', filtre.organisationId)
    .where('statut', 'in', FINANCES)
    .limit(filtre.taille + 1);
  if (departement) query = query.where('beneficiaire_departement', '=', departement);
  if (axeId) query = query.where('axe_id', '=', axeId);
  // The beginning of a word of the name or of the purpose. No index: a fund has some thousands of projects.
  const mots = nomPourRecherche(recherche ?? '');
  if (recherche) query = query.where('recherche', 'like', `% ${mots}%`);
  if (apres) query = query.where(sql<boolean>`(created_at, id) < (${apres.at.toString()}, ${apres.id})`);
  if (avant) query = query.where(sql<boolean>`(created_at, id) > (${avant.at.toString()}, ${avant.id})`);
  const order = avant ? 'asc' : 'desc';
  const rows = (await query.orderBy('created_at', order).orderBy('id', order).execute()).map(projetOf);
  return avant ? rows.toReversed() : rows;
}

/** Public: one of those that the catalogue lists. */
export async function findProjet(tx: Tx, organisationId: string, id: string): Promise<ProjetFinance | undefined> {
  const row = await projets(tx)
    .where('organisation_id', '=', organisationId)
    .where('statut', 'in', FINANCES)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && projetOf(row);
}

/** Public: the organisations that have financed something. */
export async function listFonds(tx: Tx): Promise<readonly string[]> {
  const rows = await publication(tx)
    .selectFrom('projets_finances')
    .where('statut', 'in', FINANCES)
    .select('organisation_id as id')
    .distinct()
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export type ChoixDeFiltres = {
  readonly departements: readonly string[];
  readonly axes: readonly ProjetFinance['axe'][];
};

/** Public: what the catalogue can be narrowed to. */
export async function choixDeFiltres(tx: Tx, organisationId: string): Promise<ChoixDeFiltres> {
  const finances = publication(tx)
    .selectFrom('projets_finances')
    .where('organisation_id', '=', organisationId)
    .where('statut', 'in', FINANCES);
  const [departements, axes] = await Promise.all([
    finances
      .where('beneficiaire_departement', 'is not', null)
      .select('beneficiaire_departement as code')
      .distinct()
      .orderBy('code')
      .execute(),
    finances
      .select(['axe_id as id', 'axe_numero as numero', 'axe_nom as nom'])
      .distinct()
      .orderBy('numero')
      .orderBy('nom')
      .execute(),
  ]);
  return { departements: departements.flatMap(({ code }) => code ?? []), axes };
}

/** Where a reader of all funds stands: after this project, or at so many from the first. */
export type PageDeProjets = { readonly apres: CleDePage } | { readonly sauter: number };

/** Public, over all organisations and whatever became of them: what changed last comes first. */
export async function listProjetsModifies(
  tx: Tx,
  page: PageDeProjets,
  taille: number,
): Promise<readonly ProjetFinance[]> {
  let query = projets(tx)
    .where('fictif', '=', false)
    .orderBy('modified_at', 'desc')
    .orderBy('id', 'desc')
    .limit(taille);
  if ('apres' in page) {
    query = query.where(sql<boolean>`(modified_at, id) < (${page.apres.at.toString()}, ${page.apres.id})`);
  } else query = query.offset(page.sauter);
  return (await query.execute()).map(projetOf);
}

export async function findProjetPublic(tx: Tx, id: string): Promise<ProjetFinance | undefined> {
  const row = await projets(tx).where('fictif', '=', false).where('id', '=', id).executeTakeFirst();
  return row && projetOf(row);
}

export async function countProjets(tx: Tx): Promise<number> {
  const { nombre } = await publication(tx)
    .selectFrom('projets_finances')
    .where('fictif', '=', false)
    .select(({ fn }) => fn.countAll<number>().as('nombre'))
    .executeTakeFirstOrThrow();
  return Number(nombre);
}

const projets = (tx: Tx) => publication(tx).selectFrom('projets_finances').selectAll();

type Row = Awaited<ReturnType<ReturnType<typeof projets>['executeTakeFirstOrThrow']>>;

function projetOf(row: Row): ProjetFinance {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    numero: row.numero,
    statut: row.statut,
    beneficiaire: {
      siret: row.beneficiaire_siret,
      nom: row.beneficiaire_nom,
      departement: row.beneficiaire_departement,
    },
    objet: row.objet,
    cout: row.cout,
    montant: row.montant,
    verse: row.montant_verse,
    axe: { id: row.axe_id, numero: row.axe_numero, nom: row.axe_nom },
    dispositif:
      row.dispositif_id === null || row.dispositif_nom === null
        ? null
        : { id: row.dispositif_id, nom: row.dispositif_nom },
    decideeLe: row.decidee_le,
    conventionSigneeLe: row.convention_signee_le,
    commencement: row.commencement,
    finPrevue: row.fin_prevue,
    licence: nomDeLicence(row.licence),
    depotSource: row.depot_source,
    fictif: row.fictif,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  };
}
