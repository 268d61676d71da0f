import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

const CHOIX = [
  { id: 'matin', libelle: 'Le matin', aide: 'De 7 h 30 à 8 h 30.' },
  { id: 'soir', libelle: 'Le soir' },
];

describe('choix', () => {
  const champ = champDEssai('choix', { choix: CHOIX });

  it('keeps the id of a choice and reads its label', () => {
    expect(valeurLue(champ, { '': 'soir' })).toBe('soir');
    expect(lireValeur(champ, 'soir', contexteDEssai())).toBe('Le soir');
    expect(lireValeur(champ, 'disparu', contexteDEssai())).toBe('disparu');
  });

  it('refuses what is not in the list', () => {
    expect(erreursLues(champ, { '': 'nuit' })).toEqual({ '': 'Choisissez l’une des réponses proposées.' });
    expect(erreursLues(champ, { '': 'Le soir' })).toEqual({ '': 'Choisissez l’une des réponses proposées.' });
  });

  it('wants choices that can be told apart', () => {
    expect(() => champDEssai('choix', { choix: [] })).toThrow(/au moins un choix/);
    expect(() => champDEssai('choix', { choix: [CHOIX[0], CHOIX[0]] })).toThrow(/tous différents/);
  });
});
