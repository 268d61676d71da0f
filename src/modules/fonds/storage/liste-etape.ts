import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { type Jour, parseJour } from '../../../values/jour.ts';
import { type Montant, sumMontants, ZERO } from '../../../values/montant.ts';
import type { Etat, Genre } from '../domain/etape-etat.ts';
import { fonds } from './tables.ts';

export type LigneEtape = {
  readonly id: string;
  readonly du: Jour;
  readonly statut: Etat['statut'];
  readonly fictif: boolean;
  readonly axe: string | null;
  readonly dispositif: string | null;
  readonly type: Etat['type'];
  readonly departement: string | null;
  readonly siren: string | null;
  readonly demande: Montant;
  readonly attribue: Montant;
  readonly paye: Montant;
};

/** Where a line stands in the list. */
export type CleEtape = { readonly du: Jour; readonly id: string };

export type FiltreEtape = {
  readonly organisationId: string;
  readonly jour: Jour;
  readonly genre: Genre;
  /** Any of them; all when empty. */
  readonly statuts: readonly Etat['statut'][];
  readonly axe?: string | undefined;
  readonly dispositif?: string | undefined;
  readonly type?: string | undefined;
  readonly classe?: number | undefined;
  readonly departement?: string | undefined;
  readonly region?: string | undefined;
  /** Only those, or all but those: a line without SIREN is none of those. */
  readonly sirens?: { readonly parmi: readonly string[] } | { readonly sauf: readonly string[] } | undefined;
  /** Subventions of which something is paid, or of which something is left to pay. */
  readonly argent?: 'paye' | 'a_payer' | undefined;
  readonly apres?: CleEtape | undefined;
  readonly taille: number;
};

/** What a figure of a day counts, the latest change first. @returns at most `taille + 1` lines: one more says that there are others */
export async function listEtape(tx: Tx, filtre: FiltreEtape): Promise<readonly LigneEtape[]> {
  const { jour, genre, statuts, apres } = filtre;
  let query = fonds(tx)
    .selectFrom('etape_periodes')
    .where('organisation_id', '=', filtre.organisationId)
    .where('genre', '=', genre)
    .where('du', '<=', jour)
    .where('au', '>', jour)
    .selectAll()
    .orderBy('du', 'desc')
    .orderBy('sujet_id', 'desc')
    .limit(filtre.taille + 1);
  const [only, ...others] = statuts;
  // One statut is an equality, which keeps the order of its index.
  if (only && others.length === 0) query = query.where('statut', '=', only);
  if (others.length > 0) query = query.where('statut', 'in', [...statuts]);
  if (filtre.axe) query = query.where('axe_id', '=', filtre.axe);
  if (filtre.dispositif) query = query.where('dispositif_id', '=', filtre.dispositif);
  if (filtre.type) query = query.where('type', '=', filtre.type as Etat['type']);
  if (filtre.classe !== undefined) query = query.where('classe', '=', filtre.classe);
  if (filtre.departement) query = query.where('departement', '=', filtre.departement);
  if (filtre.region) query = query.where('region', '=', filtre.region);
  if (filtre.argent === 'paye') query = query.where('paye', '>', ZERO);
  if (filtre.argent === 'a_payer') query = query.where(sql<boolean>`engage + liquide > 0`);
  const { sirens } = filtre;
  if (sirens && 'parmi' in sirens) query = query.where('siren', '=', sql<string>`any (${[...sirens.parmi]}::text[])`);
  if (sirens && 'sauf' in sirens) {
    query = query.where(sql<boolean>`(siren is null or siren <> all (${[...sirens.sauf]}::text[]))`);
  }
  if (apres) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('du', 'sujet_id'), '<', tuple<Jour, string>(apres.du, apres.id)),
    );
  }
  const rows = await query.execute();
  return rows.map(({ sujet_id, axe_id, dispositif_id, engage, liquide, paye, ...row }) => ({
    ...row,
    id: sujet_id,
    axe: axe_id,
    dispositif: dispositif_id,
    attribue: sumMontants([engage, liquide, paye]),
    paye,
  }));
}

/** Of every collectivité that had asked by that day, its SIREN. */
export async function sirensDemandeurs(tx: Tx, organisationId: string, jour: Jour): Promise<ReadonlySet<string>> {
  const rows = await fonds(tx)
    .selectFrom('etape_periodes')
    .where('organisation_id', '=', organisationId)
    .where('genre', '=', 'collectivite')
    .where('du', '<=', jour)
    .where('au', '>', jour)
    .where('siren', 'is not', null)
    .select('siren')
    .execute();
  return new Set(rows.flatMap(({ siren }) => siren ?? []));
}

/** « <jour>_<id> », as `formatCleEtape` writes it in an address. Anything else is the first page. */
export function parseCleEtape(text: string | null): CleEtape | undefined {
  const [day = '', id = ''] = (text ?? '').split('_');
  const du = parseJour(day);
  return du.ok && /^[0-9a-z-]{9,40}$/.test(id) ? { du: du.value, id } : undefined;
}

export function formatCleEtape({ du, id }: CleEtape): string {
  return `${du}_${id}`;
}
