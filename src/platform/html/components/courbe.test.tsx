import { expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { jour } from '../../../values/jour.ts';
import { shortMontant } from '../charts/short-number.ts';
import { renderFragment } from '../render.ts';
import { Courbe, type CourbeProps } from './courbe.tsx';

const MILLION = 100_000_000;

const serie = (label: string, values: Readonly<Record<string, number>>) => ({
  label,
  points: Object.entries(values).map(([date, value]) => ({ jour: jour(date), value })),
});

const ATTRIBUE = serie('Attribué', { '2021-09-01': 22 * MILLION, '2021-01-01': 0, '2021-05-01': 11 * MILLION });
const VERSE = serie('Versé', { '2021-09-01': 4 * MILLION });

const render = (series: CourbeProps['series'], goal?: CourbeProps['goal']) =>
  renderFragment(
    <Courbe
      id="fonds"
      title="Montants cumulés"
      description="22 M€ sont attribués."
      series={series}
      goal={goal}
      format={(cents) => `${cents / 100} euros`}
      shortFormat={shortMontant}
    />,
  );

test('is an image with a name and its essential in a sentence', () => {
  const html = parseFragment(render([ATTRIBUE]));
  const image = elements(html, 'svg').find((svg) => attribute(svg, 'role') === 'img');
  expect(image && attribute(image, 'aria-label')).toBe('Montants cumulés');
  const described = elements(html).find(
    (one) => attribute(one, 'id') === (image && attribute(image, 'aria-describedby')),
  );
  expect(described && textOf(described)).toBe('22 M€ sont attribués.');
});

test('its axes are short and French', () => {
  const written = elements(
    parseFragment(render([ATTRIBUE, VERSE], { label: 'Enveloppe', value: 40 * MILLION })),
    'text',
  );
  expect(written.map((text) => textOf(text).replaceAll('\u00a0', ' '))).toEqual([
    ...['0 €', '10 M€', '20 M€', '30 M€', '40 M€'],
    ...['janv.', '2021', 'mars', 'mai', 'juil.', 'sept.'],
    'Enveloppe : 40 M€',
  ]);
});

test('draws its points in the order of time', () => {
  const [line] = elements(parseFragment(render([ATTRIBUE])), 'polyline');
  expect(line && attribute(line, 'points')).toBe('0,100 49.38,63.33 100,26.67');
});

test('can be read as a table, holes included', () => {
  const html = parseFragment(render([ATTRIBUE, VERSE]));
  expect(elements(html, 'summary').map((one) => textOf(one).replaceAll('\u00a0', ' '))).toEqual([
    'Lire les valeurs : Montants cumulés',
  ]);
  const rows = elements(html, 'tr').map((tr) =>
    elements(tr)
      .filter(({ tagName }) => /^t[hd]$/.test(tagName))
      .map(textOf),
  );
  expect(rows).toEqual([
    ['Date', 'Attribué', 'Versé'],
    ['1er\u00a0janvier 2021', '0 euros', 'Pas de valeur'],
    ['1er\u00a0mai 2021', '11000000 euros', 'Pas de valeur'],
    ['1er\u00a0septembre 2021', '22000000 euros', '4000000 euros'],
  ]);
});

test('lines differ by more than their colour', () => {
  const lines = elements(parseFragment(render([ATTRIBUE, VERSE, serie('Justifié', { '2021-09-01': 1 })])), 'polyline');
  expect(new Set(lines.map((line) => attribute(line, 'stroke-dasharray'))).size).toBe(3);
});

test('a long line is marked where it ends, and only there', () => {
  const days = Array.from({ length: 30 }, (_, index) => [`2021-01-${String(index + 1).padStart(2, '0')}`, index]);
  const [image] = elements(parseFragment(render([serie('Versé', Object.fromEntries(days))])), 'svg');
  const marks = image ? elements(image, 'path') : [];
  expect(marks.length).toBe(1);
});

test('no line of the ground strikes the name of the goal', () => {
  const levels = (goal: number) =>
    elements(parseFragment(render([ATTRIBUE], { label: 'But', value: goal * MILLION })), 'line').length;
  expect([levels(99), levels(80)]).toEqual([5, 6]);
});

test('one point stands in the middle, zeros on the ground, nothing is said', () => {
  const one = render([VERSE]);
  expect(one).toContain('points="50,');
  const zeros = render([serie('Versé', { '2021-01-01': 0, '2021-02-01': 0 })], { label: 'But', value: 0 });
  expect(zeros).toContain('points="0,100 100,100"');
  const nothing = parseFragment(render([serie('Versé', {})]));
  expect(elements(nothing, 'svg')).toEqual([]);
  expect(elements(nothing, 'p').map(textOf)).toContain('Aucune valeur pour l’instant.');
  for (const html of [one, zeros, render([])]) expect(html).not.toMatch(/NaN|Infinity|undefined/);
});

test('refuses what is below zero, and a fourth line', () => {
  expect(() => render([serie('Versé', { '2021-01-01': -1 })])).toThrow(RangeError);
  expect(() => render([ATTRIBUE], { label: 'But', value: -1 })).toThrow(RangeError);
  expect(() => render([ATTRIBUE, VERSE, VERSE, VERSE])).toThrow(RangeError);
});
