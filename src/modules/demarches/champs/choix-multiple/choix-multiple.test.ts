import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

describe('choix_multiple', () => {
  const choix = ['lundi', 'mardi', 'jeudi'].map((id) => ({ id, libelle: `Le ${id}` }));
  const champ = champDEssai('choix_multiple', { choix, max: 2 });

  it('keeps the ids in the order of the list, once each', () => {
    expect(valeurLue(champ, { '': ['jeudi', 'lundi', 'jeudi', ''] })).toEqual(['lundi', 'jeudi']);
    expect(valeurLue(champ, { '': [] })).toBeUndefined();
    expect(lireValeur(champ, ['lundi', 'jeudi'], contexteDEssai())).toBe('Le lundi, Le jeudi');
  });

  it('refuses too many, and what is not in the list', () => {
    expect(erreursLues(champ, { '': ['lundi', 'mardi', 'jeudi'] })).toEqual({ '': 'Choisissez 2 réponses au plus.' });
    expect(erreursLues(champ, { '': ['lundi', 'dimanche'] })).toEqual({
      '': 'Choisissez parmi les réponses proposées.',
    });
  });
});
