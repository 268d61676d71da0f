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
  /**
   * Stays a table on a phone, where it scrolls under the eye of its row’s name: for many figures, which are compared
   * rather than read one by one. Weighs half as much.
   */
  readonly compact?: boolean | undefined;
};

/** A table that becomes a list of cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, empty, compact } = props;
  if (rows.length === 0) {
    return (
      <section class="empty" aria-label={caption}>
        {empty}
      </section>
    );
  }
  const roles = compact ? NO_ROLES : ROLES;
  const [, ...others] = columns;
  // Said once for all its columns: a class a cell weighs more than the figures.
  const figures = others.length > 0 && others.every(({ numeric }) => numeric) && !columns[0]?.numeric;
  const styled = figures ? columns.map((column) => ({ ...column, numeric: false })) : columns;
  const table = (
    <table class={figures ? 'numeric' : undefined} {...roles.table}>
      <caption class={captionHidden ? 'hidden' : undefined}>{caption}</caption>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          {styled.map((column) => (
            <HeaderCell key={column.key} column={column} roles={roles} />
          ))}
        </tr>
      </thead>
      <tbody {...roles.rowgroup}>
        {rows.map((row) => (
          <tr key={rowKey(row)} {...roles.row}>
            {styled.map((column, index) => (
              <BodyCell key={column.key} column={column} row={row} first={index === 0} roles={roles} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return compact ? <Scrolled caption={caption}>{table}</Scrolled> : table;
}

type Roles = { readonly [Part in keyof typeof ROLES]: (typeof ROLES)[Part] | { readonly role?: undefined } };

/** Nothing changes the display of a compact table: it keeps the roles that it has by nature. */
const NO_ROLES: Roles = { table: {}, rowgroup: {}, row: {}, columnheader: {}, rowheader: {}, cell: {} };

/** What the keyboard can scroll, and what says its name. */
function Scrolled({ caption, children }: { readonly caption: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <section class="scroll" aria-label={caption} tabIndex={0}>
      {children}
    </section>
  );
}

type HeaderCellProps<Row> = { readonly column: Column<Row>; readonly roles: Roles };

function HeaderCell<Row>({ column: { header, numeric, sort }, roles }: HeaderCellProps<Row>) {
  return (
    <th
      {...roles.columnheader}
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

type BodyCellProps<Row> = {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly first: boolean;
  readonly roles: Roles;
};

function BodyCell<Row>({ column, row, first, roles }: BodyCellProps<Row>) {
  const className = column.numeric ? 'numeric' : undefined;
  return first ? (
    <th {...roles.rowheader} scope="row" class={className}>
      {column.cell(row)}
    </th>
  ) : (
    <td {...roles.cell} class={className} data-label={roles.cell.role && column.header}>
      {column.cell(row)}
    </td>
  );
}

const ARIA_SORT = { croissant: 'ascending', decroissant: 'descending' } as const;
const SORT_ICONS = { croissant: 'sort-up', decroissant: 'sort-down' } as const;
