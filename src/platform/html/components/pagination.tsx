import { Icon } from './icon.tsx';

export type PaginationProps = {
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** What is being turned, e.g. « Pages des dossiers ». */
  readonly label: string;
};

/** Previous and next, by key: there is no page number to be wrong when the list grows. Nothing for a single page. */
export function Pagination({ previousHref, nextHref, label }: PaginationProps) {
  if (!previousHref && !nextHref) return null;
  return (
    <nav class="pagination" aria-label={label}>
      {previousHref && (
        <a class="button button-secondaire" href={previousHref} rel="prev">
          <Icon name="arrow-left" />
          Page précédente
        </a>
      )}
      {nextHref && (
        <a class="button button-secondaire" href={nextHref} rel="next">
          Page suivante
          <Icon name="arrow-right" />
        </a>
      )}
    </nav>
  );
}
