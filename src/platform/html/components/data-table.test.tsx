import { expect, test } from 'vitest';
import { accessibleText, attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { type Column, DataTable } from './data-table.tsx';

type Row = { readonly id: string; readonly days: number };

const COLUMNS: readonly Column<Row>[] = [
  { key: 'id', header: 'Numéro', cell: ({ id }) => id },
  {
    key: 'days',
    header: 'Jours',
    cell: ({ days }) => days,
    numeric: true,
    sort: { href: '?tri=-jours', state: 'croissant' },
  },
];

const render = (rows: readonly Row[], compact = false) =>
  parseFragment(
    renderFragment(
      <DataTable
        caption="Dossiers"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p>Aucun dossier.</p>}
        compact={compact}
      />,
    ),
  );

test('names its rows and its columns, and says how it is sorted', () => {
  const html = render([{ id: 'A', days: 0 }]);
  const [rowHeader] = elements(html, 'th').filter((th) => attribute(th, 'scope') === 'row');
  expect(rowHeader && textOf(rowHeader)).toBe('A');
  const sorted = elements(html, 'th').find((th) => attribute(th, 'aria-sort') === 'ascending');
  expect(sorted && accessibleText(sorted)).toBe('Jours, trier en ordre décroissant');
  const [cell] = elements(html, 'td');
  expect(cell && [attribute(cell, 'data-label'), textOf(cell)]).toEqual(['Jours', '0']);
});

test('a compact one is a table that scrolls: by the keyboard, under its name, with nothing repeated in its cells', () => {
  const html = render([{ id: 'A', days: 0 }], true);
  const [section] = elements(html, 'section');
  expect(section && [attribute(section, 'aria-label'), attribute(section, 'tabindex')]).toEqual(['Dossiers', '0']);
  const inside = ['table', 'tr', 'th', 'td'].flatMap((name) => elements(html, name));
  expect(inside.filter((one) => attribute(one, 'role') || attribute(one, 'data-label'))).toEqual([]);
  // All its columns but the first are figures: said once.
  const [table] = elements(html, 'table');
  expect(table && attribute(table, 'class')).toBe('numeric');
  expect(elements(html, 'td').map((td) => attribute(td, 'class'))).toEqual([undefined]);
});

test('says what there is to know when it is empty', () => {
  const html = render([]);
  expect(elements(html, 'table')).toEqual([]);
  const [section] = elements(html, 'section');
  expect(section && [attribute(section, 'aria-label'), textOf(section)]).toEqual(['Dossiers', 'Aucun dossier.']);
});
