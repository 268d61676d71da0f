/** Where a line stands in a list by date: pages go by key, never by offset, so nothing is skipped when the list grows. */
export type CleDePage = { readonly at: Temporal.Instant; readonly id: string };

/** « <instant>_<id> », as `formatCleDePage` writes it in an address. Anything else is the first page. */
export function parseCleDePage(text: string | null): CleDePage | undefined {
  const [at = '', id = ''] = (text ?? '').split('_');
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  try {
    return { at: Temporal.Instant.from(at), id };
  } catch {
    return undefined;
  }
}

/** The same for an address; empty when there is no line to begin after. */
export function formatCleDePage(cle: CleDePage | undefined): string {
  return cle ? `${cle.at}_${cle.id}` : '';
}

/** One page of a list, and whether there are lines on either side. */
export type PageDeListe<T> = {
  readonly lignes: readonly T[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

/**
 * @param lues one line more than a page has, when there is one: the first of those before a key, the last of the others
 * @param from the key that they come after or before; none for the first page
 */
export function pageDeListe<T>(
  lues: readonly T[],
  taille: number,
  { apres, avant }: { readonly apres: unknown; readonly avant: unknown },
): PageDeListe<T> {
  const more = lues.length > taille;
  // Whoever comes back to a page has one after it.
  if (avant !== undefined) return { lignes: more ? lues.slice(1) : lues, hasPrevious: more, hasNext: true };
  return { lignes: lues.slice(0, taille), hasPrevious: apres !== undefined, hasNext: more };
}
