import { type CleDePage, formatCleDePage, parseCleDePage } from '../../../../values/cle-de-page.ts';
import { quote } from '../../../../values/french.ts';
import { ok, type Result, refuse } from '../../../../values/result.ts';

/** The protocol's default, and the most that is given at once. */
const PAGE_SIZE = 100;
/** Counting from the first costs more the further it goes: beyond, the link to the next page is the way. */
const DEEPEST = 10_000;

export type PageDemandee = {
  readonly page: number;
  readonly pageSize: number;
  /** The key to go on from, when the address came from a link; else how many to skip. */
  readonly ou: { readonly apres: CleDePage } | { readonly sauter: number };
};

/**
 * `page` and `pageSize` are the protocol's. `after` is ours: the key of the last item, as the `Link` header of each answer
 * writes it. With it nothing is skipped nor given twice while the list changes, and `page` is only a number to show.
 */
export function readPage(query: URLSearchParams): Result<PageDemandee> {
  const page = numberOf(query.get('page'), 1);
  const pageSize = numberOf(query.get('pageSize'), PAGE_SIZE);
  if (page === undefined || pageSize === undefined || pageSize > PAGE_SIZE) {
    return refuse(`${quote('page')} est un entier à partir de 1, ${quote('pageSize')} va de 1 à ${PAGE_SIZE}.`);
  }
  const after = query.get('after');
  if (after !== null) {
    const apres = parseCleDePage(after);
    return apres
      ? ok({ page, pageSize, ou: { apres } })
      : refuse(`${quote('after')} ne vient pas d’un lien de cette liste.`);
  }
  const sauter = (page - 1) * pageSize;
  if (sauter > DEEPEST)
    return refuse(`Au-delà de ${DEEPEST} éléments, suivez le lien ${quote('next')} de chaque réponse.`);
  return ok({ page, pageSize, ou: { sauter } });
}

function numberOf(text: string | null, absent: number): number | undefined {
  if (text === null) return absent;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

export type Trouves<T> = {
  /** One more than the page when there are more. */
  readonly items: readonly T[];
  readonly total: number;
  readonly cleOf: (item: T) => CleDePage;
};

/** @returns the body of a page of the protocol, and the `Link` header that leads to the next one */
export function pageBody<T>(
  adresse: string,
  { page, pageSize }: PageDemandee,
  { items, total, cleOf }: Trouves<T>,
  shape: (item: T) => unknown,
) {
  const shown = items.slice(0, pageSize);
  const last = shown.at(-1);
  const next =
    items.length > pageSize && last
      ? `${adresse}?${new URLSearchParams({ page: String(page + 1), pageSize: String(pageSize), after: formatCleDePage(cleOf(last)) })}`
      : undefined;
  return {
    body: {
      status: 200,
      message: 'Success',
      items: shown.map(shape),
      paginationInfo: { page, pageSize, totalItems: total, totalPages: Math.ceil(total / pageSize) },
    },
    links: next === undefined ? undefined : `<${next}>; rel="next"`,
  };
}
