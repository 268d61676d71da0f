import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Theme } from '../../../platform/html/theme.ts';
import type { Id } from '../../../values/ids.ts';
import type { Siren } from '../../../values/siren.ts';
import type { Mentions } from '../domain/mentions.ts';
import type { NewOrganisation, Organisation, TypeOrganisation } from '../domain/organisation.ts';
import { comptes } from './tables.ts';

export type OrganisationToInsert = NewOrganisation & Pick<Organisation, 'id' | 'theme'>;

export async function findOrganisationBySlug(tx: Tx, slug: string): Promise<Organisation | undefined> {
  const row = await selectOrganisations(tx).where('slug', '=', slug).executeTakeFirst();
  return row && organisationOf(row);
}

export async function findOrganisationBySiren(tx: Tx, siren: Siren): Promise<Organisation | undefined> {
  const row = await selectOrganisations(tx).where('siren', '=', siren).executeTakeFirst();
  return row && organisationOf(row);
}

/**
 * Installs, in one statement however many, those whose SIREN and slug are not there yet.
 * @returns those that were not there
 */
export async function insertOrganisations(
  tx: Tx,
  organisations: readonly OrganisationToInsert[],
): Promise<Organisation[]> {
  const { rows } = await sql<OrganisationRow>`
    insert into organisations (id, siren, nom, slug, type, code_insee, code_departement, code_region, siren_epci,
      population, codes_postaux, theme)
    select id, siren, nom, slug, type, "codeInsee", "codeDepartement", "codeRegion", "sirenEpci", population,
      "codesPostaux", nullif(theme, 'null')
    from jsonb_to_recordset(${JSON.stringify(organisations)}::jsonb) as r (id uuid, siren text, nom text, slug text,
      type text, "codeInsee" text, "codeDepartement" text, "codeRegion" text, "sirenEpci" text, population int,
      "codesPostaux" text[], theme jsonb)
    on conflict do nothing
    returning ${sql.join(COLUMNS.map((column) => sql.ref(column)))}`.execute(tx);
  return rows.map(organisationOf);
}

export async function saveOrganisationTheme(tx: Tx, id: string, theme: Theme): Promise<void> {
  await comptes(tx)
    .updateTable('organisations')
    .set({ theme: JSON.stringify(theme) })
    .where('id', '=', id)
    .execute();
}

export async function saveOrganisationMentions(tx: Tx, id: string, mentions: Mentions): Promise<void> {
  await comptes(tx)
    .updateTable('organisations')
    .set({ mentions: JSON.stringify(mentions) })
    .where('id', '=', id)
    .execute();
}

export type OrganisationsPage = {
  readonly type?: TypeOrganisation;
  /** Slug of the last one already shown. */
  readonly after?: string;
  readonly limit: number;
};

/** In the order of their addresses, which is that of the alphabet. */
export async function listOrganisations(tx: Tx, { type, after, limit }: OrganisationsPage): Promise<Organisation[]> {
  const rows = await selectOrganisations(tx)
    .$if(type !== undefined, (query) => query.where('type', '=', type ?? 'commune'))
    .$if(after !== undefined, (query) => query.where('slug', '>', after ?? ''))
    .orderBy('slug')
    .limit(limit)
    .execute();
  return rows.map(organisationOf);
}

/** Those to show first when there are too many: whoever has chosen a look receives people here. */
export async function listOrganisationsEnVue(tx: Tx, limit: number): Promise<Organisation[]> {
  const bySlug = selectOrganisations(tx).orderBy('slug');
  const enVue = await bySlug.where('theme', 'is not', null).limit(limit).execute();
  const missing = limit - enVue.length;
  const others = missing > 0 ? await bySlug.where('theme', 'is', null).limit(missing).execute() : [];
  return [...enVue, ...others].map(organisationOf);
}

const COLUMNS = [
  'id',
  'siren',
  'nom',
  'slug',
  'type',
  'code_insee',
  'code_departement',
  'code_region',
  'siren_epci',
  'population',
  'codes_postaux',
  'theme',
  'mentions',
] as const;

export function selectOrganisations(tx: Tx) {
  return comptes(tx).selectFrom('organisations').select(COLUMNS);
}

export type OrganisationRow = Awaited<ReturnType<ReturnType<typeof selectOrganisations>['executeTakeFirstOrThrow']>>;

export function organisationOf(row: OrganisationRow): Organisation {
  return {
    // Both were parsed before they were written, and are checked by the table.
    id: row.id as Id<'Organisation'>,
    siren: row.siren as Siren,
    nom: row.nom,
    slug: row.slug,
    type: row.type,
    codeInsee: row.code_insee,
    codeDepartement: row.code_departement,
    codeRegion: row.code_region,
    sirenEpci: row.siren_epci,
    population: row.population,
    codesPostaux: row.codes_postaux,
    theme: row.theme,
    mentions: row.mentions,
  };
}

export async function findOrganisationById(tx: Tx, id: string): Promise<Organisation | undefined> {
  const row = await selectOrganisations(tx).where('id', '=', id).executeTakeFirst();
  return row && organisationOf(row);
}
