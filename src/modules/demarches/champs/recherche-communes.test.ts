import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, valeurLue } from '../../../../test/support/champs.ts';
import type { CommuneConnue, ContexteChamp } from '../domain/champ.ts';
import { rechercheDeCommunes } from './recherche-communes.ts';

type Cog = { readonly code: string; readonly nom: string; readonly type: string; readonly codesPostaux?: string[] };

/** All the communes of France, as the platform will read them. */
describe('rechercheDeCommunes on the whole code officiel géographique', () => {
  let france: readonly CommuneConnue[];
  let chercher: ContexteChamp['communes'];
  beforeAll(() => {
    const all: readonly Cog[] = createRequire(import.meta.url)('@etalab/decoupage-administratif/data/communes.json');
    france = all
      .filter(({ type }) => type === 'commune-actuelle')
      .map(({ code, nom, codesPostaux = [] }) => ({ code, nom, codesPostaux }));
    chercher = rechercheDeCommunes(france);
  });

  it('finds communes by their name and postcode: one in ten, from all over France', () => {
    expect(france.length).toBeGreaterThan(34_000);
    const contexte = contexteDEssai({ communes: chercher });
    const champ = champDEssai('commune');
    const lost = france
      .filter(({ codesPostaux }, index) => codesPostaux.length > 0 && index % 10 === 0)
      .filter(({ code, nom, codesPostaux: [codePostal = ''] }) => {
        const found = valeurLue(champ, { nom: nom.toUpperCase(), codePostal }, contexte);
        return JSON.stringify(found) !== JSON.stringify({ code, nom, codePostal });
      });
    expect(lost).toEqual([]);
  });

  it('gives all homonyms first, then a few names that begin alike', () => {
    const found = chercher('sainte colombe');
    const homonyms = france.filter(({ nom }) => nom === 'Sainte-Colombe');
    expect(homonyms.length).toBeGreaterThan(5);
    expect(new Set(found.slice(0, homonyms.length))).toEqual(new Set(homonyms));
    expect(found.length).toBeLessThanOrEqual(Math.max(20, homonyms.length));
    expect(found.at(-1)?.nom).toMatch(/^Sainte-Colombe-/);
  });

  it('gives what a postcode serves, and nothing for a text that means nothing', () => {
    expect(chercher(' 86000 ').map(({ nom }) => nom)).toEqual(['Poitiers']);
    for (const text of ['', ' ', '-', '99999', 'Xyzzy', 'x'.repeat(1000)]) expect(chercher(text)).toEqual([]);
  });
});
