import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fr } from './typography.ts';

/** `~` stands for the non-breaking space, so that the examples can be read. */
const nbsp = (text: string) => text.replaceAll('~', '\u00a0');

describe('fr', () => {
  test.each([
    ["L'usager n'a qu'une réponse aujourd'hui", 'L’usager n’a qu’une réponse aujourd’hui'],
    ['Avez-vous un enfant ? Oui ! Voici : ceci ; cela', 'Avez-vous un enfant~? Oui~! Voici~: ceci~; cela'],
    ['Vraiment?! (sûr?)', 'Vraiment~?! (sûr~?)'],
    ['Le mot «parvis» et « place »', 'Le mot «~parvis~» et «~place~»'],
    ['12,50 € soit 20% de 1 250 000 €', '12,50~€ soit 20~% de 1~250~000~€'],
    ['Le 24 novembre 2026 à 14 h 30', 'Le 24~novembre 2026 à 14~h~30'],
    ['Le 1er mars, sous 2 mois', 'Le 1er~mars, sous 2~mois'],
    ['10 Mo maximum, 45 m² environ', '10~Mo maximum, 45~m² environ'],
    ['Dossier n° 12 de M. Martin', 'Dossier n°~12 de M.~Martin'],
    ['Ouvert à 12:30', 'Ouvert à 12:30'],
    ['de 2 maisons à 3 haies', 'de 2 maisons à 3 haies'],
    ["l'« amour »", 'l’«~amour~»'],
  ])('%s', (given, expected) => {
    expect(fr(given)).toBe(nbsp(expected));
  });

  test.each([
    'https://exemple.fr/recherche?q=l%27eau:1;2!x',
    'Écrire à d’abord.o\u2019nom@mairie-de-l.fr',
    "www.exemple.fr/l'eau?x=50%",
    "o'brien@exemple.fr",
  ])('leaves the address in %s', (text) => {
    expect(fr(text)).toBe(text);
  });

  test('sets what surrounds an address', () => {
    expect(fr("D'abord https://exemple.fr/l'eau ; puis ?")).toBe("D’abord https://exemple.fr/l'eau\u00a0; puis\u00a0?");
  });

  const pieces = fc.constantFrom(
    ...["l'", 'eau', ' ', '\u00a0', '\u202f', '«', '»', ':', ';', '?', '!', '%', '€', '12', '000', ' h ', '30'],
    ...['n° ', 'M. ', 'Martin', '1er ', 'mars', '(', ')', '…', '\n', 'https://a.fr/?b=c!', "d'o@a.fr", ' ans', 'm²'],
  );
  const sentences = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(sentences, fc.string()), (text) => {
        expect(fr(fr(text))).toBe(fr(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('changes only spaces and apostrophes', () => {
    const bare = (text: string) => text.replaceAll(/[ \u00a0\u202f]/g, '').replaceAll(/['’]/g, '’');
    fc.assert(
      fc.property(sentences, (text) => {
        expect(bare(fr(text))).toBe(bare(text));
      }),
    );
  });
});
