import { DataTable, type DataTableProps } from './data-table.tsx';
import { Details } from './details.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type ChartValuesProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'rows' | 'rowKey'> & {
  readonly id?: string | undefined;
  /** That of the chart. */
  readonly title: string;
};

/** What a chart shows, as a table for who asks: the exact values, and the only way in for who sees no drawing. */
export function ChartValues<Row>({ id, title, columns, rows, rowKey }: ChartValuesProps<Row>) {
  const summary = (
    <>
      Lire les valeurs<VisuallyHidden>{`\u00a0: ${title}`}</VisuallyHidden>
    </>
  );
  return (
    <div id={id}>
      <Details summary={summary}>
        <DataTable
          caption={title}
          captionHidden
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          empty={<p>Aucune valeur pour l’instant.</p>}
        />
      </Details>
    </div>
  );
}
