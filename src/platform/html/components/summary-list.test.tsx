import { expect, test } from 'vitest';
import { accessibleText, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { SummaryList } from './summary-list.tsx';

const html = parseFragment(
  renderFragment(
    <SummaryList
      rows={[
        { label: 'Nom', value: 'Léa', origin: 'Transmis par la CAF' },
        { label: 'École', value: '', change: { href: '/ecole' } },
        { label: 'Âge', value: 0 },
      ]}
    />,
  ),
);

test('says where a value comes from, and what is missing', () => {
  expect(elements(html, 'dd').map(textOf)).toEqual([
    'LéaTransmis par la CAF',
    'Non renseigné',
    'Modifier\u00a0: École',
    '0',
  ]);
});

test('says what each link changes', () => {
  expect(elements(html, 'a').map(accessibleText)).toEqual(['Modifier : École']);
});
