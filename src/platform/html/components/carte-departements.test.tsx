import { expect, test } from 'vitest';
import { attribute, type Element, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { plainSpaces } from '../../../../test/support/plain-spaces.ts';
import { isCodeDepartement } from '../../../values/code-departement.ts';
import { renderFragment } from '../render.ts';
import { CarteDepartements } from './carte-departements.tsx';

const render = (values: Readonly<Record<string, number | null>>) =>
  renderFragment(
    <CarteDepartements
      id="aides"
      title="Aides par département"
      description="La Vienne est devant."
      values={Object.entries(values).flatMap(([code, value]) =>
        isCodeDepartement(code) ? [{ code, value, href: `/departements/${code}` }] : [],
      )}
      format={(value) => `${value.toLocaleString('fr-FR')}\u00a0€`}
      per="pour 1 000 habitants"
    />,
  );

const plain = (element: Element) => plainSpaces(textOf(element));
const names = (html: string) => elements(parseFragment(html), 'title').map(plain);

test('every département is drawn, and named with its value', () => {
  const html = render({ 86: 1240, 23: null });
  expect(names(html)).toHaveLength(101);
  expect(names(html)).toContain('Vienne (86) : 1 240 € pour 1 000 habitants');
  expect(names(html)).toContain('Creuse (23) : pas de valeur');
  expect(names(html)).toContain('Nord (59) : pas de valeur');
});

test('a square is a link to its département', () => {
  const [map] = elements(parseFragment(render({ 86: 1240, '2A': 3 })), 'svg');
  const links = (map ? elements(map, 'a') : []).map((a) => [attribute(a, 'href'), textOf(a).slice(-2)]);
  expect(links).toEqual([
    ['/departements/86', '86'],
    ['/departements/2A', '2A'],
  ]);
});

test('collectivités overseas come when they have a value', () => {
  expect(names(render({ 86: 1 }))).not.toContain('Polynésie française (987) : pas de valeur');
  expect(names(render({ 86: 1, 987: 3 }))).toContain('Polynésie française (987) : 3 € pour 1 000 habitants');
});

test('the legend says each class and how many are in it', () => {
  const html = parseFragment(render({ '01': 0, '02': 10, '03': 20, '04': 30, '05': 40, '06': 40, '07': null }));
  expect(elements(html, 'li').map(plain)).toEqual([
    '0 € (1 département)',
    '10 € (1 département)',
    '20 € (1 département)',
    '30 € (1 département)',
    '40 € (2 départements)',
    'pas de valeur',
  ]);
});

test('the letters stand on their tint as the theme promises', () => {
  const html = parseFragment(render({ '01': 0, '02': 10, '03': 20, '04': 30, '05': 40 }));
  const [map] = elements(html, 'svg');
  const mapFill = map && attribute(map, 'fill');
  const squares = elements(html, 'g').filter((g) => elements(g, 'a').length > 0);
  const fills = (name: string) => squares.flatMap((g) => elements(g, name).map((one) => attribute(one, 'fill')));
  // Without a fill of its own, a letter has that of the map.
  const byTint = new Map(fills('use').map((tint, index) => [tint, fills('text')[index] ?? mapFill]));
  expect([...byTint].toSorted()).toEqual([
    ['var(--tint-1)', 'var(--ink)'],
    ['var(--tint-2)', 'var(--ink)'],
    ['var(--tint-3)', 'var(--ink)'],
    ['var(--tint-4)', 'var(--page)'],
    ['var(--tint-5)', 'var(--page)'],
  ]);
});

test('can be read as a table, and passed by', () => {
  const html = parseFragment(render({ 86: 1240, 23: null }));
  expect(elements(html, 'td').map(plain)).toEqual(['pas de valeur', '1 240 €']);
  expect(elements(html, 'thead').map(plain)).toEqual(['DépartementValeur pour 1 000 habitants']);
  const [pass] = elements(html, 'a');
  const target = pass && attribute(pass, 'href')?.slice(1);
  expect(elements(html, 'div').some((div) => attribute(div, 'id') === target)).toBe(true);
});

test('a table that says more takes the place of its own', () => {
  const html = parseFragment(
    renderFragment(
      <CarteDepartements id="aides" title="Aides" description="Rien." values={[]}>
        <p>Une autre table</p>
      </CarteDepartements>,
    ),
  );
  expect(elements(html, 'table')).toEqual([]);
  const place = elements(html, 'div').find((div) => attribute(div, 'id') === 'aides-valeurs');
  expect(place && textOf(place)).toBe('Une autre table');
});

test('nothing, only zeros and one value leave no hole; below zero is refused', () => {
  for (const values of [{}, { 86: 0, 79: 0 }, { 86: 5 }]) expect(render(values)).not.toMatch(/NaN|Infinity|undefined/);
  expect(elements(parseFragment(render({ 86: 0, 79: 0 })), 'li').map(plain)).toContain('0 € (2 départements)');
  expect(() => render({ 86: -1 })).toThrow(RangeError);
});
