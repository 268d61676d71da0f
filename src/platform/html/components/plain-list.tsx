import type { ComponentChildren } from 'preact';

export type PlainListProps = {
  readonly children: ComponentChildren;
  /** The order counts; the titles of the items say their numbers. */
  readonly ordered?: boolean | undefined;
};

/** Items without marks, one under the other; `children` are `<li>`. */
export function PlainList({ children, ordered }: PlainListProps) {
  return ordered ? <ol class="plain-list">{children}</ol> : <ul class="plain-list">{children}</ul>;
}
