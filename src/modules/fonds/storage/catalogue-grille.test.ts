import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../journal/index.ts';
import { readCatalogueFonds } from './catalogue.ts';
import { parseGrille, parseGrilleAvis } from './catalogue-grille.ts';

const BONNE = `quorum: 2
aveugle: true
criteres:
  - { id: usagers, titre: Usagers, aide: De 0 à 5., poids: 3 }
  - { id: cout, titre: Coût, aide: De 0 à 5., poids: 1 }
departages: [cout]
`;

test('the calls of the catalogue have a grid, and its desk has none', async () => {
  const { dispositifs } = await readCatalogueFonds();
  expect(dispositifs.map(({ nature, grille }) => [nature, grille !== undefined]).toSorted()).toEqual([
    ['appel_a_projets', true],
    ['appel_a_projets', true],
    ['guichet', false],
  ]);
});

test('a grid is read as it is written', () => {
  expect(parseGrille('g.yaml', BONNE)).toMatchObject({ quorum: 2, criteres: [{ poids: 3 }, { poids: 1 }] });
});

test.each([
  ['quorum: 2', 'quorum: 0', 'g.yaml:1', 'au moins'],
  ['poids: 3', 'poids: lourd', 'g.yaml:4', 'un nombre'],
  ['id: cout', 'id: usagers', 'g.yaml:4', 'tous différents'],
  ['id: cout', 'id: Coût', 'g.yaml:5', 'des minuscules'],
  ['[cout]', '[delai]', 'g.yaml', 'departages'],
  ['aveugle: true', 'aveugles: true', 'g.yaml:2', '« aveugles » n’est pas connu ici'],
])('%s written %s is refused with its line and a remedy', (good, wrong, where, why) => {
  const said = refusalOf(BONNE.replace(good, wrong));
  expect(said).toContain(where);
  expect(said).toContain(why);
});

/** What is said of a grid, with plain spaces; « accepted » when nothing is wrong. */
function refusalOf(texte: string): string {
  try {
    parseGrille('g.yaml', texte);
    return 'accepted';
  } catch (error) {
    return String(error).replaceAll('\u00a0', ' ');
  }
}

test('every dispositif has a grid of opinions: the one that opinions had before grids were data', async () => {
  const { dispositifs } = await readCatalogueFonds();
  const migration = await readFile(join(import.meta.dirname, '../migrations/0013-fonds-reel.sql'), 'utf8');
  for (const { avis } of dispositifs) expect(migration).toContain(`'${canonicalJson(avis)}'`);
});

test('a grid of opinions says what is wrong with it', () => {
  const twice = 'criteres:\n  - { id: cout, titre: Coût }\n  - { id: cout, titre: Prix, aide: Ce qui est payé. }\n';
  expect(parseGrilleAvis('a.yaml', twice.replace('id: cout, titre: Prix', 'id: prix, titre: Prix')).criteres).toEqual([
    { id: 'cout', titre: 'Coût' },
    { id: 'prix', titre: 'Prix', aide: 'Ce qui est payé.' },
  ]);
  expect(() => parseGrilleAvis('a.yaml', twice)).toThrow('tous différents');
});
