import { expect, test } from 'vitest';
import { accessibleText, attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { Barres } from './barres.tsx';

type Axe = { readonly nom: string; readonly attribue: number; readonly demande: number };

const render = (rows: readonly Axe[]) =>
  renderFragment(
    <Barres
      caption="Montants par axe"
      category="Axe"
      rows={rows}
      rowKey={({ nom }) => nom}
      label={({ nom }) => nom}
      series={[
        {
          key: 'attribue',
          header: 'Attribué',
          value: ({ attribue }) => attribue,
          text: ({ attribue }) => `${attribue} €`,
          href: ({ nom, attribue }) => (attribue > 0 ? `/dossiers?axe=${nom}` : undefined),
        },
        { key: 'demande', header: 'Demandé', value: ({ demande }) => demande },
      ]}
      empty={<p>Aucun dossier.</p>}
    />,
  );

test('is a table: named, with its headers and the value of each cell in words', () => {
  const html = parseFragment(render([{ nom: 'Données', attribue: 30, demande: 1200 }]));
  expect(elements(html, 'caption').map(textOf)).toEqual(['Montants par axe']);
  expect(elements(html, 'th').map((th) => [attribute(th, 'scope'), textOf(th)])).toEqual([
    ['col', 'Axe'],
    ['col', 'Attribué'],
    ['col', 'Demandé'],
    ['row', 'Données'],
  ]);
  expect(elements(html, 'td').map(accessibleText)).toEqual(
    ['30 € (Attribué, Données)', '1\u00a0200'].map((t) => t.replaceAll('\u00a0', ' ')),
  );
  const bars = elements(html, 'td').flatMap((td) => elements(td, 'svg'));
  expect(bars.map((bar) => [attribute(bar, 'width'), attribute(bar, 'aria-hidden')])).toEqual([
    ['2.5%', 'true'],
    ['100%', 'true'],
  ]);
});

test('a figure opens the list that it counts, and says so', () => {
  const html = parseFragment(
    render([
      { nom: 'donnees', attribue: 30, demande: 40 },
      { nom: 'cyber', attribue: 0, demande: 40 },
    ]),
  );
  const links = elements(html, 'a').map((a) => [attribute(a, 'href'), accessibleText(a)]);
  expect(links).toEqual([['/dossiers?axe=donnees', '30 € (Attribué, donnees)']]);
});

test('only zeros draw no bar, nothing says what there is to know, below zero is refused', () => {
  const zeros = render([{ nom: 'Données', attribue: 0, demande: 0 }]);
  expect(zeros).not.toContain('NaN');
  expect(
    elements(parseFragment(zeros), 'td').map((td) => elements(td, 'svg').map((svg) => attribute(svg, 'width'))),
  ).toEqual([['0%'], ['0%']]);
  const [section] = elements(parseFragment(render([])), 'section');
  expect(section && [attribute(section, 'aria-label'), textOf(section)]).toEqual([
    'Montants par axe',
    'Aucun dossier.',
  ]);
  expect(() => render([{ nom: 'Données', attribue: -1, demande: 0 }])).toThrow(RangeError);
});
