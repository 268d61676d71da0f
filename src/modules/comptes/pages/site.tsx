import type { ComponentChildren, VNode } from 'preact';
import { Layout, type LayoutProps } from '../../../platform/html/index.ts';
import { DEFAULT_THEME, parseTheme, type Theme } from '../../../platform/html/theme.ts';
import type { Chrome } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatTelephone } from '../../../values/telephone.ts';
import { mentionsOf } from '../domain/mentions.ts';
import type { Organisation } from '../domain/organisation.ts';

/** Where an aidant stops acting for somebody. */
export const ARRETER = '/compte/personnes-aidees/arreter';

export type SiteProps = Pick<
  LayoutProps,
  'title' | 'breadcrumb' | 'invalid' | 'wide' | 'dossier' | 'description' | 'context'
> & {
  readonly chrome: Chrome;
  /** Whose page it is; none on the pages of the platform itself. */
  readonly organisation?: Organisation | undefined;
  /** Links of an agent's space; the public ones by default. */
  readonly navigation?: LayoutProps['navigation'];
  /** A look that is only tried: its style sheet is at `href`. */
  readonly essai?: { readonly theme: Theme; readonly href: string } | undefined;
  readonly children: ComponentChildren;
};

/** Every page of the site: the layout, dressed for its organisation and for who is signed in. */
export function Site({ chrome, organisation, navigation, essai, children, ...page }: SiteProps): VNode {
  const { accessibilite, courriel, telephone } = mentionsOf(organisation);
  return (
    <Layout
      {...page}
      organisation={{
        name: organisation?.nom ?? 'Parvis',
        slug: organisation?.slug ?? '',
        theme: essai?.theme ?? themeOf(organisation),
      }}
      homeHref={organisation ? `/${organisation.slug}` : '/'}
      navigation={navigation ?? publicNavigation(chrome, organisation)}
      user={userMenu(chrome, organisation)}
      notice={noticeOf(chrome)}
      footerLinks={[{ href: `${organisation ? `/${organisation.slug}` : ''}/effet`, label: 'Dites-le-nous une fois' }]}
      legalBase={organisation ? `/${organisation.slug}` : ''}
      accessibility={accessibilite}
      contact={{ email: courriel, phone: telephone && { number: telephone, text: formatTelephone(telephone) } }}
      assets={{
        cssHref: chrome.cssHref,
        wideHref: chrome.wideHref,
        dossierHref: chrome.dossierHref,
        jsHref: chrome.jsHref,
        fontHref: chrome.fontHref,
        iconHref: `/emblemes/${organisation?.slug ?? 'parvis'}.svg`,
        themeHref: essai?.href ?? themeHref(organisation),
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

/** The look of an organisation, or of the platform. Browsers keep it: another look has another address. */
export function themeHref(organisation?: Pick<Organisation, 'slug' | 'theme'>): string {
  const version = Object.values(themeOf(organisation)).join('-').replaceAll('#', '');
  return `${organisation ? `/themes/${organisation.slug}` : '/theme'}.css?v=${version}`;
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
    links.push({ href: '/mes-dossiers', label: 'Nos demandes', current: path === '/mes-dossiers' });
  }
  return links;
}

function userMenu(chrome: Chrome, organisation: Organisation | undefined): NonNullable<LayoutProps['user']> {
  if (chrome.principal.type === 'anonyme') {
    const retour = encodeURIComponent(chrome.url.startsWith('/connexion') ? '/' : chrome.url);
    return { label: 'Se connecter', links: [{ label: 'Se connecter', href: `/connexion?retour=${retour}` }] };
  }
  const { auteur, nom, type } = chrome.principal;
  const leave = { label: 'Se déconnecter', action: '/deconnexion', jeton: chrome.jetonEnToutNom };
  if (auteur) return { label: auteur.nom, links: [leave] };
  const organisations = {
    label: organisation ? 'Changer d’organisation' : 'Mes organisations',
    href: '/compte/organisations',
  };
  const compte = { label: 'Mon compte', href: '/compte' };
  return { label: nom, links: [...(type === 'agent' ? [organisations] : []), compte, leave] };
}

/** Whoever acts for another person is told so on every page, and can stop from every page. */
function noticeOf({ principal, jetonEnToutNom: jeton }: Chrome): LayoutProps['notice'] {
  if (principal.type === 'anonyme' || !principal.auteur) return undefined;
  return {
    label: 'Mandat en cours',
    text: `Vous agissez pour ${principal.nom}, jusqu’au ${formatInstant(principal.auteur.fin)}.`,
    action: { label: 'Ne plus agir en son nom', href: ARRETER, jeton },
  };
}
