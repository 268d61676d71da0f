import type { ComponentChildren } from 'preact';

export type ColumnsProps = {
  readonly children: ComponentChildren;
  /** Beside the content on a wide screen, after it on a phone. */
  readonly aside: ComponentChildren;
  /** Names the aside as a landmark. */
  readonly asideLabel: string;
};

/** The content and what accompanies it. The page must be `wide`. */
export function Columns({ children, aside, asideLabel }: ColumnsProps) {
  return (
    <div class="columns">
      <div>{children}</div>
      <aside aria-label={asideLabel}>{aside}</aside>
    </div>
  );
}
