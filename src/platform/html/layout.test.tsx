import { describe, expect, test } from 'vitest';
import { accessibleText, attribute, elements, parseHtml, textOf } from '../../../test/support/html-tree.ts';
import { checkPage } from '../../../test/support/page-invariants.ts';
import { Layout, type LayoutProps } from './layout.tsx';
import { renderPage } from './render.ts';
import { DEFAULT_THEME } from './theme.ts';

describe('Layout', () => {
  test('makes a page that respects every invariant, empty or full', () => {
    expect(checkPage(page({}))).toEqual([]);
    expect(checkPage(page(FULL))).toEqual([]);
  });

  test('titles the page as its h1, then what tells it apart, and says errors first', () => {
    expect(titleOf(page({ context: 'Cantine' }))).toBe('Votre foyer – Cantine – Ville de Poitiers');
    expect(titleOf(page({ invalid: true }))).toBe('Erreur\u00a0: Votre foyer – Ville de Poitiers');
  });

  test('leads to the content first, and to the menu when there is one', () => {
    const skips = (html: string) =>
      all(html, 'a')
        .slice(0, 3)
        .map((link) => attribute(link, 'href'));
    expect(skips(page(FULL))).toEqual(['#contenu', '#menu', '#pied-de-page']);
    expect(skips(page({}))).toEqual(['#contenu', '#pied-de-page', '/poitiers']);
  });

  test('signs out by a form with the token', () => {
    const [form] = all(page(FULL), 'form');
    expect(form && [attribute(form, 'action'), attribute(form, 'method')]).toEqual(['/deconnexion', 'post']);
    const [token] = all(page(FULL), 'input');
    expect(token && [attribute(token, 'name'), attribute(token, 'value')]).toEqual(['_jeton', 'abc']);
  });

  test('says who the page belongs to, and once what was just done', () => {
    const html = page({ ...FULL, flash: { type: 'erreur', message: 'La session a expiré.' } });
    const [alert] = all(html, 'div').filter((element) => attribute(element, 'role') === 'alert');
    expect(alert && accessibleText(alert)).toBe('Erreur : La session a expiré.');
    const [home] = all(html, 'a').filter((link) => attribute(link, 'class') === 'identity');
    expect(home && accessibleText(home)).toBe('Ville de Poitiers');
  });

  test('ends with the organisation whose page it is, whatever page was drawn before', () => {
    const names = ['Ville de Poitiers', 'Saint-Éloi <script>', 'Ville de Poitiers'];
    const feet = names.map((name) => {
      const html = page({ organisation: { name, slug: 'poitiers', theme: DEFAULT_THEME } });
      return all(html, 'p').filter((element) => attribute(element, 'class') === 'footer-name');
    });
    expect(feet.map(([foot]) => foot && textOf(foot))).toEqual(names);
  });

  test('says who helps, once the organisation has said it', () => {
    const helps = (props: Partial<LayoutProps>) =>
      all(page(props), 'a')
        .map((link) => attribute(link, 'href') ?? '')
        .filter((href) => /^(tel|mailto):/.test(href));
    expect(helps({})).toEqual([]);
    const phone = { number: '+33536490101', text: '05 36 49 01 01' };
    expect(helps({ contact: { email: 'accueil@mairie.test', phone } })).toEqual([
      'tel:+33536490101',
      'mailto:accueil@mairie.test',
    ]);
  });

  test('states the accessibility that an audit found, and « non » before any', () => {
    expect(accessibilityLink({})).toBe('Accessibilité : non conforme');
    expect(accessibilityLink({ accessibility: 'partiellement' })).toBe('Accessibilité : partiellement conforme');
  });

  test('loads the sheets of what it holds, and no other', () => {
    const sheets = (props: Partial<LayoutProps>) =>
      all(page(props), 'link')
        .filter((link) => attribute(link, 'rel') === 'stylesheet')
        .map((link) => attribute(link, 'href'));
    const notice = {
      label: 'Mandat',
      text: 'Vous agissez pour elle.',
      action: { label: 'Fin', href: '/', jeton: 'j' },
    };
    expect(sheets({})).toEqual(['/a.css', '/t.css']);
    expect(sheets({ wide: true })).toEqual(['/a.css', '/w.css', '/t.css']);
    expect(sheets({ dossier: true })).toEqual(['/a.css', '/w.css', '/d.css', '/t.css']);
    expect(sheets({ notice })).toEqual(['/a.css', '/d.css', '/t.css']);
  });

  test('carries the nonce on its script and escapes the rest', () => {
    const html = page({
      nonce: 'n0nce',
      assets: { ...ASSETS, jsHref: '/a.js' },
      title: '<i>Votre</i> & foyer',
    });
    const [script] = all(html, 'script');
    expect(script && [attribute(script, 'src'), attribute(script, 'nonce')]).toEqual(['/a.js', 'n0nce']);
    expect(all(html, 'i')).toEqual([]);
  });
});

const ASSETS = { cssHref: '/a.css', wideHref: '/w.css', dossierHref: '/d.css', themeHref: '/t.css' };

const FULL: Partial<LayoutProps> = {
  context: 'Cantine',
  wide: true,
  description: 'Inscrire un enfant à la cantine',
  navigation: [{ href: '/demarches', label: 'Démarches', current: true }],
  user: {
    label: 'Claire Dubois',
    links: [
      { label: 'Mes informations', href: '/moi' },
      { label: 'Se déconnecter', action: '/deconnexion', jeton: 'abc' },
    ],
  },
  breadcrumb: [{ label: 'Démarches', href: '/demarches' }],
  flash: { type: 'succes', message: 'Brouillon enregistré.' },
  footerLinks: [{ href: '/guichets', label: 'Guichets' }],
  assets: { ...ASSETS, jsHref: '/a.js', fontHref: '/a.woff2', iconHref: '/a.svg' },
};

function page(props: Partial<LayoutProps>): string {
  const title = props.title ?? 'Votre foyer';
  return renderPage(
    <Layout
      title={title}
      organisation={{ name: 'Ville de Poitiers', slug: 'poitiers', theme: DEFAULT_THEME }}
      assets={ASSETS}
      nonce="x"
      {...props}
    >
      <h1>{title}</h1>
    </Layout>,
  );
}

function all(html: string, name: string) {
  return elements(parseHtml(html).root, name);
}

function titleOf(html: string): string {
  return all(html, 'title').map(textOf).join();
}

function accessibilityLink(props: Partial<LayoutProps>): string | undefined {
  return all(page(props), 'a')
    .map(accessibleText)
    .find((text) => text.startsWith('Accessibilité'));
}
