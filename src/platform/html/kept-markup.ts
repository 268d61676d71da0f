/** What `dangerouslySetInnerHTML` takes. */
export type Markup = { readonly __html: string };

const kept = new Map<string, Markup>();
const MOST_KEPT = 3000;

/**
 * A part that comes back on every page of an organisation, drawn once. Never for what holds something of a person, a
 * token or a nonce: it is shown to everybody.
 *
 * @param key all that `draw` depends on
 * @param draw gives HTML in which everything is escaped
 */
export function keptMarkup(key: string, draw: () => string): Markup {
  const known = kept.get(key);
  if (known) return known;
  const markup = { __html: draw() };
  if (kept.size < MOST_KEPT) kept.set(key, markup);
  return markup;
}
