import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignSlugs, RESERVED_SLUGS, type SlugCandidate, slugify } from './slug.ts';

const one = (key: string, name: string, ...suffixes: string[]): SlugCandidate => ({ key, names: [name], suffixes });

test.each([
  ['Poitiers', 'poitiers'],
  ['Saint-Julien-l’Ars', 'saint-julien-l-ars'],
  ["L'Abergement-Clémenciat", 'l-abergement-clemenciat'],
  ['Œuilly', 'oeuilly'],
  ['L’Haÿ-les-Roses', 'l-hay-les-roses'],
  ['Bors (Canton de Charente-Sud)', 'bors-canton-de-charente-sud'],
  ['Pays de Pontchâteau St-Gildas-des-Bois', 'pays-de-pontchateau-saint-gildas-des-bois'],
  ['Y', 'y'],
])('%s has the address %s', (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test('a slug is what the table accepts, and its own slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      const slug = slugify(name);
      expect(slug).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      expect(slugify(slug)).toBe(slug);
    }),
  );
});

test('homonyms both take their suffix, and the bare name goes to nobody', () => {
  const slugs = assignSlugs([
    [one('93066', 'Saint-Denis', '93'), one('97411', 'Saint-Denis', '974')],
    [one('later', 'Saint-Denis', 'sud')],
  ]);
  expect(Object.fromEntries(slugs)).toEqual({
    '93066': 'saint-denis-93',
    '97411': 'saint-denis-974',
    later: 'saint-denis-sud',
  });
});

test('a reserved word is given to nobody', () => {
  expect(assignSlugs([[one('a', 'Connexion', '86')]]).get('a')).toBe('connexion-86');
});

test('a suffix that makes the name of another one is not taken from it', () => {
  const slugs = assignSlugs([[one('a', 'Bors', '16', '16052'), one('b', 'Bors', '17'), one('c', 'Bors 16', 'x')]]);
  expect(Object.fromEntries(slugs)).toEqual({ a: 'bors-16052', b: 'bors-17', c: 'bors-16' });
});

test('two that nothing tells apart are a broken assumption', () => {
  expect(() => assignSlugs([[one('a', 'Bors', '16'), one('b', 'Bors', '16')]])).toThrow(/No address is left/);
});

test('addresses are unique, and the same whatever the order of the list', () => {
  const names = fc.constantFrom('Bors', 'bors', 'Bors 16', 'Aide', 'St-Denis', 'Saint-Denis', 'Œuilly', 'Oeuilly');
  const rank = fc.array(names, { maxLength: 12 });
  fc.assert(
    fc.property(fc.tuple(rank, rank), fc.infiniteStream(fc.nat()), ([first, second], chance) => {
      const ranks = [first, second].map((list, r) => list.map((name, i) => one(`${r}.${i}`, name, '16', `${r}x${i}`)));
      const slugs = assignSlugs(ranks);
      expect(new Set(slugs.values()).size).toBe(first.length + second.length);
      expect([...slugs.values()].filter((slug) => RESERVED_SLUGS.has(slug))).toEqual([]);
      const shuffled = ranks.map((list) =>
        list
          .map((candidate) => ({ candidate, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ candidate }) => candidate),
      );
      expect(new Map([...assignSlugs(shuffled)].toSorted())).toEqual(new Map([...slugs].toSorted()));
    }),
  );
});
