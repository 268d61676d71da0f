import fc from 'fast-check';
import { h, type VNode } from 'preact';
import { expect, test } from 'vitest';
import { ListeChamps } from '../src/modules/demarches/champs/liste-champs.tsx';
import type { Champ } from '../src/modules/demarches/domain/champ.ts';
import type { Condition } from '../src/modules/demarches/domain/condition.ts';
import type { Section } from '../src/modules/demarches/domain/definition.ts';
import { lireSection, mergeSection } from '../src/modules/demarches/domain/parcours.ts';
import { saisieOf } from '../src/modules/demarches/domain/saisie.ts';
import type { Origines, Reponses } from '../src/modules/demarches/domain/valeur.ts';
import { faitsDeLaPage } from '../src/modules/demarches/pages/faits-de-la-page.ts';
import { renderFragment } from '../src/platform/html/render.ts';
import { champDEssai, contexteDEssai } from '../test/support/champs.ts';
import { attribute, type Element, elements, parseFragment } from '../test/support/html-tree.ts';
import { revealConditional } from './form-faits.ts';

const choix = ['x', 'y'].map((id) => ({ id, libelle: `Choix ${id}` }));
const champ = (id: string, type: string, options: object = {}, condition?: Condition): Champ => ({
  ...champDEssai(type, options),
  id,
  libelle: id,
  ...(condition ? { condition } : {}),
});
const si = (id: string, condition: Condition) => champ(id, 'texte', {}, condition);

/** Conditions over every nature: alone, through a part, from rows, upon each other, upon what is elsewhere or certified. */
const SECTION: Section = {
  id: 'tout',
  titre: 'Tout',
  champs: [
    champ('a', 'oui_non'),
    champ('b', 'choix', { choix }, { champ: 'a', est: true }),
    champ('c', 'choix_multiple', { choix, max: 1 }, { champ: 'b', parmi: ['x'] }),
    si('suite', { champ: 'c', contient: 'y' }),
    si('sans_a', { non: { champ: 'a', est: true } }),
    champ('e', 'engagement'),
    si('engage', { champ: 'e', est: true }),
    champ('adresse', 'adresse'),
    si('hors', { champ: 'adresse.codeCommune', rempli: false }),
    si('ici', {
      tous: [
        { champ: 'adresse.codeCommune', est: '86194' },
        { champ: 'a', est: true },
      ],
    }),
    champ('m', 'montant'),
    si('cher', { champ: 'm', au_moins: 150_000 }),
    champ('l', 'liste', { choix }),
    si('liste', { champ: 'l', est: 'x' }),
    champ('d', 'date'),
    si('tard', { champ: 'd', au_moins: '2026-01-01' }),
    si('ailleurs_dit', { champ: 'ailleurs.nom', est: 'Poitiers' }),
    champ('q', 'nombre'),
    si('declare', { champ: 'q', certifie: false }),
    si('grand', { champ: 'q', plus_de: 10 }),
    champ('rows', 'repetition', {
      libelleElement: 'ligne',
      champs: [
        champ('i', 'oui_non'),
        si('ecole', { champ: 'i', est: true }),
        champ('b', 'choix', { choix }),
        si('masque', { champ: 'b', est: 'x' }),
        si('de_l_etape', { champ: 'a', est: true }),
        si('de_l_adresse', { champ: 'adresse.codeCommune', rempli: true }),
        champ('n', 'nombre'),
        si('combien', { champ: 'n', au_moins: 2 }),
      ],
    }),
    si('une', { champ: 'rows', un_element: { champ: 'i', est: true } }),
  ],
};

const contexte = contexteDEssai({
  communes: () => [{ code: '86194', nom: 'Poitiers', codesPostaux: ['86000'] }],
});
const fait = { source: 's', fournisseur: 'la CAF', obtenueLe: '2026-11-27T08:00:00Z', certifiee: true };

/** What is typed: of each control, nothing, something good, or something wrong. */
const typed = fc.record({
  a: fc.constantFrom('', 'oui', 'non'),
  b: fc.constantFrom('', 'x', 'y'),
  c: fc.subarray(['x', 'y']),
  e: fc.constantFrom('', 'oui'),
  'adresse.voie': fc.constantFrom('', 'Rue Haute'),
  'adresse.codePostal': fc.constantFrom('', '86000', '8600'),
  'adresse.commune': fc.constantFrom('', 'Poitiers'),
  m: fc.constantFrom('', '1500', '1 500,00', '1.500', '2000 francs', '150000'),
  l: fc.constantFrom('', 'Choix x', 'choix y', 'x'),
  'd.jour': fc.constantFrom('', '1', '31'),
  'd.mois': fc.constantFrom('2', '3'),
  'd.annee': fc.constantFrom('2026', '2024'),
  q: fc.constantFrom('', '5', '12', '12,5'),
  'rows.lignes': fc.subarray(['1', '2']),
  'rows.1.i': fc.constantFrom('', 'oui', 'non'),
  'rows.1.b': fc.constantFrom('', 'x', 'y'),
  'rows.1.n': fc.constantFrom('', '1', '2', '2,5'),
  'rows.2.i': fc.constantFrom('', 'oui'),
  'rows.2.b': fc.constantFrom('', 'x'),
});

test('the browser shows what the server would, whatever is typed, wherever a condition looks', () => {
  const byBrowser = new Set<string>();
  fc.assert(
    fc.property(typed, fc.boolean(), fc.boolean(), (values, certified, wasHidden) => {
      const kept = {
        reponses: { ailleurs: { nom: 'Poitiers' }, ...(certified ? { q: 12 } : {}) } as Reponses,
        origines: certified ? { q: fait } : ({} as Origines),
      };
      const fields = { all: (name: string) => [values[name as keyof typeof values] ?? []].flat() };
      const lue = lireSection(SECTION, fields, kept, contexte);
      // As the page is made: from the draft that has just been kept.
      const dossier = { reponses: mergeSection(kept.reponses, SECTION, lue.reponses), origines: kept.origines };
      const props = { champs: SECTION.champs, visibles: lue.visibles, erreurs: {}, faits: dossier, contexte };
      const html = renderFragment(h(ListeChamps, { ...props, saisie: (id) => saisieOf(fields, id) }) as VNode);
      const page = faitsDeLaPage(SECTION, { dossier, contexte });
      const tree = parseFragment(`<form>${html}</form>`);
      const conditional = elements(tree).filter((element) => attribute(element, 'data-condition') !== undefined);
      const state = () => conditional.map((element) => [attribute(element, 'id'), isHidden(element)]);
      const expected = state();
      // As they stood before all this was typed, those apart that only the server moves: they are its answer already.
      const moved = conditional.filter((element) => !isServers(element, page.serveur ?? []));
      for (const element of moved) setHidden(element, wasHidden);
      for (const element of moved) byBrowser.add(attribute(element, 'id') ?? '');
      revealConditional(formOf(tree), page);
      expect(state()).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  expect([...byBrowser].toSorted()).toEqual(
    [
      ...['ailleurs_dit', 'b', 'c', 'declare', 'engage', 'grand', 'sans_a', 'suite'],
      ...['1', '2'].flatMap((row) => ['de_l_etape', 'ecole', 'masque'].map((id) => `rows-${row}-${id}`)),
    ]
      .map((id) => `${id}-condition`)
      .toSorted(),
  );
});

/** Written anew here: which of these conditions look at what only the server understands. */
function isServers(element: Element, serveur: readonly string[]): boolean {
  const id = attribute(element, 'id') ?? '';
  const looks: Record<string, string> = {
    hors: 'adresse',
    ici: 'adresse',
    cher: 'm',
    liste: 'l',
    tard: 'd',
    declare: 'q',
    grand: 'q',
    une: 'rows',
    de_l_adresse: 'adresse',
    combien: 'rows.n',
  };
  const [name = ''] = /(?:rows-\d-)?([a-z_]+)-condition$/.exec(id)?.slice(1) ?? [];
  return serveur.includes(looks[name] ?? '');
}

const isHidden = (element: Element) => attribute(element, 'hidden') !== undefined;

function setHidden(element: Element, hidden: boolean): void {
  element.attrs = element.attrs.filter(({ name }) => name !== 'hidden');
  if (hidden) element.attrs.push({ name: 'hidden', value: '' });
}

/** As much of a DOM as the script looks at. */
function formOf(root: ReturnType<typeof parseFragment>): HTMLFormElement {
  const made = new Map<Element, object>();
  const wrap = (element: Element): object => {
    const known = made.get(element) ?? node(element);
    made.set(element, known);
    return known;
  };
  const parentOf = (element: Element) => element.parentNode as Element | null;
  const has = (element: Element, selector: string) => attribute(element, selector.slice(1, -1)) !== undefined;
  const up = (element: Element | null, selector: string): Element | undefined =>
    !element?.attrs ? undefined : has(element, selector) ? element : up(parentOf(element), selector);
  const node = (element: Element) => ({
    getAttribute: (name: string) => attribute(element, name) ?? null,
    value: attribute(element, 'value') ?? 'on',
    checked: attribute(element, 'checked') !== undefined,
    dataset: { condition: attribute(element, 'data-condition'), ligne: attribute(element, 'data-ligne') },
    get hidden() {
      return isHidden(element);
    },
    set hidden(hidden: boolean) {
      setHidden(element, hidden);
    },
    get parentElement() {
      const parent = parentOf(element);
      return parent?.attrs ? wrap(parent) : null;
    },
    closest(selector: string) {
      const found = up(element, selector);
      return found ? wrap(found) : null;
    },
    querySelector(selector: string) {
      const [found] = elements(element).filter((inside) => has(inside, selector));
      return found ? wrap(found) : null;
    },
  });
  const all = elements(root);
  return {
    elements: all.filter(({ tagName }) => ['input', 'select', 'textarea'].includes(tagName)).map(wrap),
    querySelectorAll: (selector: string) => all.filter((element) => has(element, selector)).map(wrap),
  } as unknown as HTMLFormElement;
}
