import type { ComponentChildren } from 'preact';

export type PlainListProps = {
  readonly children: ComponentChildren;
  /** Its items are numbered by their own titles: the order counts. */
  readonly ordered?: boolean | undefined;
};

/** Items without marks, one under the other; `children` are `<li>`. */
export function PlainList({ children, ordered }: PlainListProps) {
  // The role is written out because Safari forgets that it is a list when it has no marks.
  return ordered ? (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <ol class="plain-list" role="list">
      {children}
    </ol>
  ) : (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <ul class="plain-list" role="list">
      {children}
    </ul>
  );
}
