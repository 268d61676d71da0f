import { formatNumber } from '../../../values/typography.ts';

/** « 350 ko », « 1,2 Mo »: decimal units, as phones and systems show them. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u00a0octet${bytes > 1 ? 's' : ''}`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)}\u00a0ko`;
  const megabytes = bytes / 1_000_000;
  const rounded = megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes);
  return `${formatNumber(rounded)}\u00a0Mo`;
}

/** « PDF, JPEG ou PNG ». */
export function typeList(labels: readonly string[]): string {
  const last = labels.at(-1) ?? '';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} ou ${last}`;
}
