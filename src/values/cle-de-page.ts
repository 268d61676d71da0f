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
