import type { ComponentChildren } from 'preact';

export type DetailsProps = {
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
  readonly open?: boolean | undefined;
};

/** What only some people need to read. */
export function Details({ summary, children, open }: DetailsProps) {
  return (
    <details class="details" open={open}>
      <summary>{summary}</summary>
      <div class="details-body">{children}</div>
    </details>
  );
}
