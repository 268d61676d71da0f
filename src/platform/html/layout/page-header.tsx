import { Emblem, type EmblemProps } from '../components/emblem.tsx';
import { Icon } from '../components/icon.tsx';

export type NavigationLink = {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean | undefined;
};

export type UserMenu = {
  /** The person's name, or « Se connecter » with a single link. */
  readonly label: string;
  readonly links: readonly UserLink[];
};

/** A page to open, or an action that changes something (signing out), sent as a form. */
export type UserLink =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly action: string; readonly jeton: string };

export type PageHeaderProps = {
  readonly name: string;
  readonly logo?: EmblemProps['logo'];
  readonly homeHref: string;
  readonly navigation: readonly NavigationLink[];
  readonly user?: UserMenu | undefined;
};

export function PageHeader({ name, logo, homeHref, navigation, user }: PageHeaderProps) {
  return (
    <header class="page-header">
      <div class="container page-header-bar">
        <a class="identity" href={homeHref}>
          <Emblem name={name} logo={logo} />
          <span>{name}</span>
        </a>
        {navigation.length > 0 && <Navigation links={navigation} />}
        {user && <UserNavigation {...user} />}
      </div>
    </header>
  );
}

function Navigation({ links }: { readonly links: readonly NavigationLink[] }) {
  return (
    <nav class="navigation" id="menu" tabIndex={-1} aria-label="Menu principal">
      <ul class="menu">
        {links.map(({ href, label, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function UserNavigation({ label, links }: UserMenu) {
  const only = links.length === 1 ? links[0] : undefined;
  if (only && 'href' in only) {
    return (
      <a class="user-link" href={only.href}>
        <Icon name="person" />
        {label}
      </a>
    );
  }
  return (
    <details class="user-menu">
      <summary class="user-link">
        <Icon name="person" />
        {label}
      </summary>
      <ul class="menu">
        {links.map((link) => (
          <li key={link.label}>
            {'href' in link ? (
              <a href={link.href}>{link.label}</a>
            ) : (
              <form action={link.action} method="post">
                <input type="hidden" name="_jeton" value={link.jeton} />
                <button class="button-link" type="submit">
                  {link.label}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
