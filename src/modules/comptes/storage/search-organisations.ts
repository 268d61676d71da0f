import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Organisation } from '../domain/organisation.ts';
import { searchPrefix, searchQuery } from '../domain/search-query.ts';
import { organisationOf, selectOrganisations } from './organisations.ts';

/**
 * Finds organisations by words of their name, postcode, code Insee or SIREN, accents and case aside. First the one that
 * has exactly this name, then those whose name begins so, then the most populous.
 */
export async function searchOrganisations(tx: Tx, typed: string, limit: number): Promise<Organisation[]> {
  const query = searchQuery(typed);
  if (query === '') return [];
  const prefix = searchPrefix(typed);
  const rows = await selectOrganisations(tx)
    .where(matches(query))
    .orderBy(sql`nom_simple = ${prefix}`, 'desc')
    .orderBy(sql`starts_with(nom_simple, ${prefix})`, 'desc')
    .orderBy('population', (order) => order.desc().nullsLast())
    .orderBy('slug')
    .limit(limit)
    .execute();
  return rows.map(organisationOf);
}

function matches(query: string): RawBuilder<boolean> {
  return sql<boolean>`recherche @@ ${query}::tsquery`;
}
