export type BreadcrumbItem = { readonly label: string; readonly href: string };

export type BreadcrumbProps = {
  /** From the home page to the parent of this page. */
  readonly items: readonly BreadcrumbItem[];
  /** This page, not a link. */
  readonly current: string;
};

export function Breadcrumb({ items, current }: BreadcrumbProps) {
  return (
    <nav class="breadcrumb" aria-label="Fil d’Ariane">
      <ol>
        {items.map(({ label, href }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
