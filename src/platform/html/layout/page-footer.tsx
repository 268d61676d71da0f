import { Frieze } from '../components/emblem.tsx';
import { VERBATIM } from '../components/verbatim.tsx';
import { keptMarkup } from '../kept-markup.ts';
import { renderFragment } from '../render.ts';

/** What an audit of the site concluded (law 2005-102, article 47): « non » until one is made. */
export type AccessibilityLevel = 'non' | 'partiellement' | 'totalement';

export type FooterLink = { readonly href: string; readonly label: string };

/** How to reach somebody who answers, as the organisation gives it. */
export type FooterContact = {
  readonly email?: string | undefined;
  /** The number to dial, and as it is read. */
  readonly phone?: { readonly number: string; readonly text: string } | undefined;
};

export type PageFooterProps = {
  readonly name: string;
  /** At the same place on every page (WCAG 3.2.6). */
  readonly contact: FooterContact;
  readonly accessibility: AccessibilityLevel;
  /** Before the legal links, e.g. the counters of France services. */
  readonly links: readonly FooterLink[];
  /** Where the legal pages stand: `/poitiers` for an organisation's own, nothing for those of the platform. */
  readonly legalBase: string;
};

/** The same on every page of an organisation. */
export function PageFooter(props: PageFooterProps) {
  const content = keptMarkup(`footer ${JSON.stringify(props)}`, () => renderFragment(<FooterContent {...props} />));
  return <footer class="page-footer" id="pied-de-page" tabIndex={-1} dangerouslySetInnerHTML={content} />;
}

function FooterContent({ name, contact, accessibility, links, legalBase }: PageFooterProps) {
  return (
    <>
      <Frieze name={name} id="frise" size={40} />
      <div class="container">
        <p class="footer-name">{name}</p>
        <Contact {...contact} />
        <ul class="footer-links">
          {links.map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
          <li>
            <a href={`${legalBase}/accessibilite`}>Accessibilité&nbsp;: {accessibility} conforme</a>
          </li>
          <li>
            <a href={`${legalBase}/mentions-legales`}>Mentions légales</a>
          </li>
          <li>
            <a href={`${legalBase}/donnees-personnelles`}>Données personnelles</a>
          </li>
          <li>
            <a href="/code-source">Code source</a>
          </li>
        </ul>
        <p class="muted">Parvis, commun numérique des collectivités</p>
      </div>
    </>
  );
}

function Contact({ email, phone }: FooterContact) {
  if (!(email || phone)) return null;
  return (
    <p>
      Besoin d’aide&nbsp;? {phone && <a href={`tel:${phone.number}`}>{phone.text}</a>}
      {email && phone && ' ou '}
      {email && (
        <a href={`mailto:${email}`} {...VERBATIM}>
          {email}
        </a>
      )}
    </p>
  );
}
