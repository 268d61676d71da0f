import { describe, expect, test } from 'vitest';
import { accessibleText, attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { FranceConnectButton } from './france-connect-button.tsx';
import { Pagination } from './pagination.tsx';
import { ProConnectButton } from './pro-connect-button.tsx';
import { Stepper } from './stepper.tsx';
import { SubNavigation } from './sub-navigation.tsx';

describe('Pagination', () => {
  test('is nothing for a single page', () => {
    expect(renderFragment(<Pagination label="Pages" />)).toBe('');
  });

  test('goes one way on the first and on the last page', () => {
    const first = elements(parse(<Pagination label="Pages" nextHref="?apres=9" />), 'a');
    expect(first.map((link) => [accessibleText(link), attribute(link, 'rel')])).toEqual([['Page suivante', 'next']]);
    const last = elements(parse(<Pagination label="Pages" previousHref="?avant=9" />), 'a');
    expect(last.map((link) => [accessibleText(link), attribute(link, 'rel')])).toEqual([['Page précédente', 'prev']]);
  });
});

test('SubNavigation tells the current list and its count', () => {
  const html = parse(
    <SubNavigation label="Listes" links={[{ href: '/a', label: 'Terminés', count: 1204, current: true }]} />,
  );
  const [link] = elements(html, 'a');
  expect(link && [attribute(link, 'aria-current'), textOf(link)]).toEqual(['page', 'Terminés 1\u00a0204']);
});

test('Stepper counts the steps done, this one included', () => {
  const html = parse(<Stepper current={2} total={5} next="les repas" />);
  expect(elements(html, 'strong').map(textOf)).toEqual(['Étape 2 sur 5']);
  expect(elements(html).filter((element) => attribute(element, 'class') === 'done')).toHaveLength(2);
});

describe('signing in', () => {
  test.each([
    [FranceConnectButton, 'FranceConnect', 'https://franceconnect.gouv.fr/'],
    [ProConnectButton, 'ProConnect', 'https://www.proconnect.gouv.fr/'],
  ] as const)('keeps the wording that is required', (Component, brand, about) => {
    const links = elements(parse(<Component href="/connexion" />), 'a');
    expect(links.map((link) => [attribute(link, 'href'), accessibleText(link)])).toEqual([
      ['/connexion', `S’identifier avec ${brand}`],
      [about, `Qu’est-ce que ${brand} ?`],
    ]);
    expect(attribute(links[1] ?? fail(), 'title')).toBe(`Qu’est-ce que ${brand}\u00a0? - nouvelle fenêtre`);
  });

  test('sends its form when it has no address', () => {
    expect(elements(parse(<FranceConnectButton />), 'button')).toHaveLength(1);
  });
});

function parse(component: Parameters<typeof renderFragment>[0]) {
  return parseFragment(renderFragment(component));
}

function fail(): never {
  throw new Error('no such link');
}
