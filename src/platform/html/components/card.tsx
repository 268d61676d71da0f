import type { ComponentChildren } from 'preact';

export type CardProps = {
  readonly href: string;
  readonly title: string;
  readonly children?: ComponentChildren | undefined;
  /** A short line under the text: a delay, a status. */
  readonly meta?: ComponentChildren | undefined;
  /** 2 when the cards stand right under the title of the page. */
  readonly level?: 2 | 3 | 4 | undefined;
};

/** One thing to open: the whole card answers to the finger, one link answers to the keyboard. */
export function Card({ href, title, children, meta, level = 3 }: CardProps) {
  const Heading = `h${level}` as const;
  return (
    <li class="card">
      <Heading class="card-title">
        <a href={href}>{title}</a>
      </Heading>
      {children && <div class="card-text">{children}</div>}
      {meta && <div class="card-meta">{meta}</div>}
    </li>
  );
}

/** Cards in as many columns as fit. Its children are Cards. */
export function CardGrid({ children }: { readonly children: ComponentChildren }) {
  return <ul class="card-grid">{children}</ul>;
}
