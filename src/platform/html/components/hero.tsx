import type { ComponentChildren } from 'preact';
import { Frieze } from './emblem.tsx';

export type HeroProps = {
  /** The title of the page. */
  readonly title: string;
  readonly children?: ComponentChildren | undefined;
  /** Whose tiles are laid beside the words. */
  readonly organisation: string;
};

/** The opening of a portal. Holds the h1 of its page; its page is `wide` and has no breadcrumb. */
export function Hero({ title, children, organisation }: HeroProps) {
  return (
    <div class="hero">
      <div class="hero-words">
        <h1>{title}</h1>
        {children}
      </div>
      <Frieze class="hero-tiles" name={organisation} id="carreaux-accueil" size={96} />
    </div>
  );
}
