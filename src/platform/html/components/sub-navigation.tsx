import { formatNumber } from '../../../values/typography.ts';

export type SubNavigationLink = {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly current?: boolean | undefined;
};

export type SubNavigationProps = {
  readonly label: string;
  readonly links: readonly SubNavigationLink[];
};

/** The parts of one space, or the filters of one list: « À instruire 12 », « En attente 3 ». */
export function SubNavigation({ label, links }: SubNavigationProps) {
  return (
    <nav class="sub-navigation" aria-label={label}>
      <ul class="menu">
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? 'page' : undefined}>
              {link.label}
              {link.count !== undefined && (
                <>
                  {' '}
                  <span class="count-badge">{formatNumber(link.count)}</span>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
