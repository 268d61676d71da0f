/**
 * Ids derive from the field's name: the first control of a field has the id `fieldId(name)`, whatever the field
 * (text, date, radios, files), so that an error summary can link to it knowing the name alone.
 */
export function fieldId(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/-+$/g, '');
  return /^[A-Za-z]/.test(safe) ? safe : `champ-${safe}`;
}

/** The id of a part of the field: its hint, its error, its second choice… */
export function partId(name: string, part: string | number): string {
  return `${fieldId(name)}-${part}`;
}

/** The value of `aria-describedby`: hint, then origin, then error; undefined when there is nothing to say. */
export function describedBy(
  name: string,
  parts: { readonly hint?: unknown; readonly origin?: unknown; readonly error?: unknown },
  more: readonly string[] = [],
): string | undefined {
  const ids = [
    ...(parts.hint ? [partId(name, 'indice')] : []),
    ...(parts.origin ? [partId(name, 'origine')] : []),
    ...(parts.error ? [partId(name, 'erreur')] : []),
    ...more,
  ];
  return ids.length > 0 ? ids.join(' ') : undefined;
}
