import type { ComponentChildren } from 'preact';
import { Origin } from './origin.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type SummaryRow = {
  readonly label: string;
  /** Nothing shows as « Non renseigné ». */
  readonly value?: ComponentChildren | undefined;
  /** Where the value comes from, when nobody typed it. */
  readonly origin?: string | undefined;
  readonly change?: { readonly href: string; readonly text?: string | undefined } | undefined;
};

export type SummaryListProps = {
  readonly rows: readonly SummaryRow[];
  /** Says what the list is about, when no heading stands just above. */
  readonly label?: string | undefined;
};

/** What was answered, to read again and to correct. */
export function SummaryList({ rows, label }: SummaryListProps) {
  const list = (
    <dl class="summary-list">
      {rows.map((row) => (
        <div class="summary-row" key={row.label}>
          <dt>{row.label}</dt>
          <dd class="summary-value">
            {isEmpty(row.value) ? <span class="muted">Non renseigné</span> : row.value}
            {row.origin && <Origin text={row.origin} />}
          </dd>
          {row.change && (
            <dd class="summary-change">
              <a href={row.change.href}>
                {row.change.text ?? 'Modifier'}
                <VisuallyHidden>{`\u00a0: ${row.label}`}</VisuallyHidden>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
  return label ? <section aria-label={label}>{list}</section> : list;
}

function isEmpty(value: ComponentChildren): boolean {
  return value === undefined || value === null || value === '' || value === false;
}
