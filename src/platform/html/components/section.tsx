import type { ComponentChildren } from 'preact';

export type SectionProps = {
  /** Of its title: what a link of the page leads to. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
};

/** A part of a page under a title of its own, by which those who do not see the page go from part to part. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
