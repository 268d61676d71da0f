import type { ComponentChildren, VNode } from 'preact';
import { Alert } from './components/alert.tsx';
import { Breadcrumb, type BreadcrumbItem } from './components/breadcrumb.tsx';
import { NoticeBar, type NoticeBarProps } from './components/notice-bar.tsx';
import { SkipLink } from './components/skip-link.tsx';
import { type AccessibilityLevel, type FooterContact, type FooterLink, PageFooter } from './layout/page-footer.tsx';
import { type NavigationLink, PageHeader, type UserMenu } from './layout/page-header.tsx';
import type { Theme } from './theme.ts';

export type LayoutOrganisation = {
  readonly name: string;
  readonly slug: string;
  readonly theme: Theme;
  readonly logo?: { readonly src: string; readonly width: number; readonly height: number } | undefined;
};

export type LayoutProps = {
  /** Same words as the h1 of the page. */
  readonly title: string;
  /** What tells this page from another of the same title, e.g. the démarche it is a step of. */
  readonly context?: string | undefined;
  readonly organisation: LayoutOrganisation;
  readonly homeHref?: string | undefined;
  readonly navigation?: readonly NavigationLink[] | undefined;
  readonly user?: UserMenu | undefined;
  /** The parents of this page; nothing on a home page. */
  readonly breadcrumb?: readonly BreadcrumbItem[] | undefined;
  readonly assets: PageAssets;
  readonly nonce: string;
  /** Above everything, on every page, as long as it is true. */
  readonly notice?: NoticeBarProps | undefined;
  /** Said once, after what was just done. */
  readonly flash?: { readonly type: 'info' | 'succes' | 'erreur'; readonly message: string } | undefined;
  /** The page came back with errors: its title says so first. */
  readonly invalid?: boolean | undefined;
  /** For lists, tables, portals and dashboards; forms and texts stay narrow. Loads wide.css. */
  readonly wide?: boolean | undefined;
  /** What becomes of a dossier or a mandate: its steps, its messages, its number, its price. Loads both sheets. */
  readonly dossier?: boolean | undefined;
  readonly description?: string | undefined;
  readonly accessibility?: AccessibilityLevel | undefined;
  /** Who helps, at the foot of every page. */
  readonly contact?: FooterContact | undefined;
  /** Where the legal pages stand (see PageFooter). */
  readonly legalBase?: string | undefined;
  readonly footerLinks?: readonly FooterLink[] | undefined;
  readonly children: ComponentChildren;
};

export type PageAssets = {
  readonly cssHref: string;
  /** Style sheets that only some pages need (see LayoutProps). */
  readonly wideHref: string;
  readonly dossierHref: string;
  /** The colours, the font and the radius of the organisation (themeCss). */
  readonly themeHref: string;
  readonly jsHref?: string | undefined;
  /** Fetched early, so that the text does not change under the eyes. */
  readonly fontHref?: string | undefined;
  readonly iconHref?: string | undefined;
};

/** A whole document: give it to renderPage. */
export function Layout(props: LayoutProps): VNode {
  const { title, organisation, breadcrumb, flash, wide, children } = props;
  const homeHref = props.homeHref ?? `/${organisation.slug}`;
  return (
    <html lang="fr">
      <Head {...props} />
      <body>
        <SkipLink links={skipLinks(props)} />
        {props.notice && <NoticeBar {...props.notice} />}
        <PageHeader
          name={organisation.name}
          logo={organisation.logo}
          homeHref={homeHref}
          navigation={props.navigation ?? []}
          user={props.user}
        />
        <div class="container">
          {breadcrumb && breadcrumb.length > 0 && <Breadcrumb items={breadcrumb} current={title} />}
          <main id="contenu" tabIndex={-1} class={wide ? 'main main-wide' : 'main'}>
            {flash && (
              <Alert ton={flash.type} live>
                {flash.message}
              </Alert>
            )}
            {children}
          </main>
        </div>
        <PageFooter
          name={organisation.name}
          contact={props.contact ?? {}}
          accessibility={props.accessibility ?? 'non'}
          links={props.footerLinks ?? []}
          legalBase={props.legalBase ?? ''}
        />
      </body>
    </html>
  );
}

function Head(props: LayoutProps) {
  const { title, context, organisation, assets, nonce, invalid, description } = props;
  const parts = [title, context, organisation.name].filter(Boolean).join(' – ');
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{invalid ? `Erreur\u00a0: ${parts}` : parts}</title>
      {description && <meta name="description" content={description} />}
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content={organisation.theme.brand} />
      <meta name="format-detection" content="telephone=no" />
      {assets.fontHref && (
        <link rel="preload" href={assets.fontHref} as="font" type="font/woff2" crossorigin="anonymous" />
      )}
      <link rel="stylesheet" href={assets.cssHref} />
      {(props.wide || props.dossier) && <link rel="stylesheet" href={assets.wideHref} />}
      {(props.dossier || props.notice) && <link rel="stylesheet" href={assets.dossierHref} />}
      <link rel="stylesheet" href={assets.themeHref} />
      {assets.iconHref && <link rel="icon" href={assets.iconHref} type="image/svg+xml" />}
      {assets.jsHref && <script type="module" src={assets.jsHref} nonce={nonce} />}
    </head>
  );
}

function skipLinks({ navigation }: LayoutProps) {
  return [
    { href: '#contenu', label: 'Aller au contenu' },
    ...(navigation && navigation.length > 0 ? [{ href: '#menu', label: 'Aller au menu' }] : []),
    { href: '#pied-de-page', label: 'Aller au pied de page' },
  ];
}
