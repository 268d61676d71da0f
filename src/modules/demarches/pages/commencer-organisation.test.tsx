import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { attribute, elements, parseHtml, textOf } from '../../../../test/support/html-tree.ts';
import { AuNomDUneOrganisation, type Porteur } from './commencer-organisation.tsx';

const porteur = (nom: string): Porteur => ({
  personneId: '018f0000-0000-7000-8000-0000000000c1',
  nom: 'Camille Roy',
  pour: { type: 'organisation', organisation: { id: nom, nom, slug: nom.toLowerCase(), siren: '' }, roles: [] },
});

function shown(type: 'agent' | 'anonyme', noms: readonly string[], erreur?: string) {
  const chrome = { principal: { type }, jeton: 'j', url: '/epci/demarches/d/commencer' } as never;
  const html = render(
    <AuNomDUneOrganisation
      chrome={chrome}
      action="/ici"
      porteurs={noms.map(porteur)}
      sources={[]}
      choisi=""
      erreur={erreur}
    />,
  );
  return elements(parseHtml(html).root);
}

test('of several organisations, one chooses; nothing is chosen in advance', () => {
  const all = shown('agent', ['Flayat', 'Crocq'], 'Choisissez.');
  const radios = all.filter((element) => attribute(element, 'type') === 'radio');
  expect(radios.map((radio) => [attribute(radio, 'value'), attribute(radio, 'checked')])).toEqual([
    ['flayat', undefined],
    ['crocq', undefined],
  ]);
  expect(all.map(textOf).join(' ')).toContain('Choisissez.');
});

test('of one, the button says its name', () => {
  const buttons = shown('agent', ['Flayat']).filter(({ tagName }) => tagName === 'button');
  expect(buttons.map(textOf)).toEqual(['Commencer au nom de Flayat']);
});

test('without the right, or without being an agent, there is no button', () => {
  for (const type of ['agent', 'anonyme'] as const) {
    expect(shown(type, []).filter(({ tagName }) => tagName === 'button')).toEqual([]);
  }
});
