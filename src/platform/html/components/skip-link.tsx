import { keptMarkup } from '../kept-markup.ts';
import { renderFragment } from '../render.ts';

export type SkipLinkProps = { readonly links: readonly { readonly href: string; readonly label: string }[] };

/** First thing that the Tab key reaches; hidden until then. The same on every page, but for the menu. */
export function SkipLink(props: SkipLinkProps) {
  const content = keptMarkup(`skip ${JSON.stringify(props)}`, () => renderFragment(<Links {...props} />));
  return <nav class="skip-links" aria-label="Accès rapide" dangerouslySetInnerHTML={content} />;
}

function Links({ links }: SkipLinkProps) {
  return (
    <ul>
      {links.map(({ href, label }) => (
        <li key={href}>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}
