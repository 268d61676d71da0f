import type { ComponentChildren } from 'preact';
import { SubNavigation } from '../../../platform/html/index.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { Site } from './site.tsx';

export type CadreCompteProps = {
  readonly contexte: Contexte;
  readonly title: string;
  readonly invalid?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly children: ComponentChildren;
};

/** Every page of one's account: the parts of the account, then the page, which brings its own `h1`. */
export function CadreCompte({ contexte: { chrome }, title, invalid, wide, children }: CadreCompteProps) {
  const [path = ''] = chrome.url.split('?');
  const shown = RUBRIQUES.filter(({ pour }) => !pour || chrome.principal.type === pour);
  return (
    <Site chrome={chrome} title={title} invalid={invalid} wide={wide}>
      <SubNavigation
        label="Mon compte"
        links={shown.map(({ href, label }) => ({ href, label, current: isCurrent(href, path) }))}
      />
      {children}
    </Site>
  );
}

/** The page that a form of it answers with is still that page. */
function isCurrent(href: string, path: string): boolean {
  if (href === '/compte') return path === href || path.startsWith(ADRESSE);
  return path === href || path.startsWith(`${href}/`);
}

/** What one changes of one's identity. */
const ADRESSE = '/compte/adresse-de-contact';

/** An agent has no dossier of their own: what is said of those is for usagers. What an organisation writes is for its agents. */
const RUBRIQUES: readonly { readonly href: string; readonly label: string; readonly pour?: 'usager' | 'agent' }[] = [
  { href: '/compte', label: 'Identité' },
  { href: '/compte/connexions', label: 'Connexions' },
  { href: '/compte/donnees-recues', label: 'Données reçues', pour: 'usager' },
  { href: '/compte/lectures', label: 'Qui a lu', pour: 'usager' },
  { href: '/compte/courriels', label: 'Courriels', pour: 'agent' },
  { href: '/compte/export', label: 'Exporter' },
  { href: '/compte/effacement', label: 'Effacer' },
];
