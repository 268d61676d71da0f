import { expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { Repartition, type RepartitionPart } from './repartition.tsx';

const render = (parts: readonly RepartitionPart[]) =>
  renderFragment(<Repartition title="L’enveloppe" parts={parts} format={(value) => `${value}\u00a0M€`} />);

test('says each part, its value and its share, in the order of the bar', () => {
  const html = parseFragment(
    render([
      { label: 'Attribué', value: 66, href: '/subventions' },
      { label: 'Réservé', value: 11 },
      { label: 'Disponible', value: 11 },
    ]),
  );
  expect(elements(html, 'figcaption').map(textOf)).toEqual(['L’enveloppe']);
  expect(elements(html, 'li').map((li) => textOf(li).replaceAll('\u00a0', ' '))).toEqual([
    'Attribué : 66 M€ (75 %)',
    'Réservé : 11 M€ (12,5 %)',
    'Disponible : 11 M€ (12,5 %)',
  ]);
  expect(elements(html, 'a').map((a) => [attribute(a, 'href'), textOf(a)])).toEqual([['/subventions', '66\u00a0M€']]);
  const [bar] = elements(html, 'svg');
  const parts = bar ? elements(bar, 'rect').slice(0, -1) : [];
  expect(parts.map((part) => [attribute(part, 'x'), attribute(part, 'width')])).toEqual([
    ['0%', '75%'],
    ['75%', '12.5%'],
    ['87.5%', '12.5%'],
  ]);
  expect(new Set(parts.map((part) => attribute(part, 'fill'))).size).toBe(3);
});

test('only zeros have no share, nothing has an empty bar', () => {
  const zeros = render([
    { label: 'Attribué', value: 0 },
    { label: 'Disponible', value: 0 },
  ]);
  expect(zeros).not.toContain('NaN');
  expect(elements(parseFragment(zeros), 'li').map(textOf)).toEqual([
    'Attribué\u00a0: 0\u00a0M€',
    'Disponible\u00a0: 0\u00a0M€',
  ]);
  expect(render([])).not.toContain('NaN');
});

test('refuses a part below zero, and more parts than can be told apart', () => {
  expect(() => render([{ label: 'Disponible', value: -1 }])).toThrow(RangeError);
  expect(() => render(Array.from({ length: 6 }, (_, index) => ({ label: String(index), value: 1 })))).toThrow(
    RangeError,
  );
});
