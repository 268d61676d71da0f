export type SkipLinkProps = { readonly links: readonly { readonly href: string; readonly label: string }[] };

/** First thing that the Tab key reaches; hidden until then. */
export function SkipLink({ links }: SkipLinkProps) {
  return (
    <nav class="skip-links" aria-label="Accès rapide">
      <ul>
        {links.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
