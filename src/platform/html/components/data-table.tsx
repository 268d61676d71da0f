import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { ROLES } from './table-roles.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export type SortState = 'croissant' | 'decroissant';

export type Column<Row> = {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean | undefined;
  /** Makes the header a link that sorts the table; `state` when it is sorted by this column now. */
  readonly sort?: { readonly href: string; readonly state?: SortState | undefined } | undefined;
};

export type DataTableProps<Row> = {
  readonly caption: string;
  /** The caption is said but not shown: a heading just above says the same. */
  readonly captionHidden?: boolean | undefined;
  /** The first column names its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What to say, and what to do, when there is no row. */
  readonly empty: ComponentChildren;
};

/** A table that becomes a list of cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, empty } = props;
  if (rows.length === 0) {
    return (
      <section class="empty" aria-label={caption}>
        {empty}
      </section>
    );
  }
  return (
    <table {...ROLES.table}>
      <caption class={captionHidden ? 'hidden' : undefined}>{caption}</caption>
      <thead {...ROLES.rowgroup}>
        <tr {...ROLES.row}>
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.rowgroup}>
        {rows.map((row) => (
          <tr key={rowKey(row)} {...ROLES.row}>
            {columns.map((column, index) => (
              <BodyCell key={column.key} column={column} row={row} first={index === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeaderCell<Row>({ column: { header, numeric, sort } }: { readonly column: Column<Row> }) {
  return (
    <th
      {...ROLES.columnheader}
      scope="col"
      class={numeric ? 'numeric' : undefined}
      aria-sort={sort?.state ? ARIA_SORT[sort.state] : undefined}
    >
      {sort ? (
        <a class="sort" href={sort.href}>
          {header}
          <VisuallyHidden>{sort.state === 'croissant' ? ', trier en ordre décroissant' : ', trier'}</VisuallyHidden>
          <Icon name={sort.state ? SORT_ICONS[sort.state] : 'sort'} />
        </a>
      ) : (
        header
      )}
    </th>
  );
}

type BodyCellProps<Row> = { readonly column: Column<Row>; readonly row: Row; readonly first: boolean };

function BodyCell<Row>({ column, row, first }: BodyCellProps<Row>) {
  const className = column.numeric ? 'numeric' : undefined;
  return first ? (
    <th {...ROLES.rowheader} scope="row" class={className}>
      {column.cell(row)}
    </th>
  ) : (
    <td {...ROLES.cell} class={className} data-label={column.header}>
      {column.cell(row)}
    </td>
  );
}

const ARIA_SORT = { croissant: 'ascending', decroissant: 'descending' } as const;
const SORT_ICONS = { croissant: 'sort-up', decroissant: 'sort-down' } as const;
