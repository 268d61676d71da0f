import type { ComponentChildren } from 'preact';
import { Frieze } from './emblem.tsx';

export type HeroProps = {
  /** The title of the page. */
  readonly title: string;
  /** 1 unless the page has another title. */
  readonly level?: 1 | 2 | undefined;
  readonly children?: ComponentChildren | undefined;
  /** Whose tiles are laid beside the words. */
  readonly organisation: string;
};

/** The opening of a portal. Its page is `wide` and has no breadcrumb. */
export function Hero({ title, level = 1, children, organisation }: HeroProps) {
  const Heading = `h${level}` as const;
  return (
    <div class="hero">
      <div class="hero-words">
        <Heading>{title}</Heading>
        {children}
      </div>
      <Frieze class="hero-tiles" name={organisation} id="carreaux-accueil" size={96} />
    </div>
  );
}
