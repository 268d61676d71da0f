import type { ComponentChildren, VNode } from 'preact';
import { Layout, type LayoutProps } from '../../../platform/html/index.ts';
import { DEFAULT_THEME, parseTheme, type Theme } from '../../../platform/html/theme.ts';
import type { Chrome } from '../../../platform/http/page.ts';
import type { Organisation } from '../domain/organisation.ts';

export type SiteProps = Pick<LayoutProps, 'title' | 'breadcrumb' | 'invalid' | 'wide' | 'description' | 'context'> & {
  readonly chrome: Chrome;
  /** Whose page it is; none on the pages of the platform itself. */
  readonly organisation?: Organisation | undefined;
  /** Links of an agent's space; the public ones by default. */
  readonly navigation?: LayoutProps['navigation'];
  readonly children: ComponentChildren;
};

/** Every page of the site: the layout, dressed for its organisation and for who is signed in. */
export function Site({ chrome, organisation, navigation, children, ...page }: SiteProps): VNode {
  return (
    <Layout
      {...page}
      organisation={{
        name: organisation?.nom ?? 'Parvis',
        slug: organisation?.slug ?? '',
        theme: themeOf(organisation),
      }}
      homeHref={organisation ? `/${organisation.slug}` : '/'}
      navigation={navigation ?? publicNavigation(chrome, organisation)}
      user={userMenu(chrome)}
      assets={{
        cssHref: chrome.cssHref,
        jsHref: chrome.jsHref,
        fontHref: chrome.fontHref,
        iconHref: `/emblemes/${organisation?.slug ?? 'parvis'}.svg`,
        themeHref: organisation?.theme ? `/themes/${organisation.slug}.css` : undefined,
      }}
      nonce={chrome.nonce}
      flash={chrome.flash}
    >
      {children}
    </Layout>
  );
}

/** A theme that was kept before a rule changed gives way to the default one: a page is always readable. */
export function themeOf(organisation: Pick<Organisation, 'theme'> | undefined): Theme {
  if (!organisation) return DEFAULT_THEME;
  const known = themes.get(organisation);
  if (known) return known;
  const parsed = parseTheme(organisation.theme);
  const theme = parsed.ok ? parsed.value : DEFAULT_THEME;
  themes.set(organisation, theme);
  return theme;
}

/** Checked once an organisation that the annuaire read, not at each of its pages: contrasts are long to compute. */
const themes = new WeakMap<object, Theme>();

function publicNavigation(chrome: Chrome, organisation: Organisation | undefined) {
  const path = chrome.url.split('?')[0];
  const home = organisation ? `/${organisation.slug}` : '/';
  const links = [{ href: home, label: organisation ? 'Démarches' : 'Collectivités', current: path === home }];
  if (chrome.principal.type === 'usager') {
    links.push({ href: '/mes-dossiers', label: 'Mes dossiers', current: path === '/mes-dossiers' });
  }
  if (chrome.principal.type === 'agent') {
    links.push({ href: '/instruction', label: 'Instruction', current: path === '/instruction' });
  }
  return links;
}

function userMenu(chrome: Chrome): NonNullable<LayoutProps['user']> {
  if (chrome.principal.type === 'anonyme') {
    const retour = encodeURIComponent(chrome.url.startsWith('/connexion') ? '/' : chrome.url);
    return { label: 'Se connecter', links: [{ label: 'Se connecter', href: `/connexion?retour=${retour}` }] };
  }
  return {
    label: chrome.principal.nom,
    links: [
      { label: 'Mon compte', href: '/compte' },
      { label: 'Se déconnecter', action: '/deconnexion', jeton: chrome.jeton },
    ],
  };
}
