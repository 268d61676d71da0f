import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

describe('oui_non', () => {
  const champ = champDEssai('oui_non');

  it('keeps a boolean, and « non » is an answer', () => {
    expect(valeurLue(champ, { '': 'oui' })).toBe(true);
    expect(valeurLue(champ, { '': 'non' })).toBe(false);
    expect(valeurLue(champ, {})).toBeUndefined();
    expect(lireValeur(champ, false, contexteDEssai())).toBe('Non');
  });

  it('refuses what its buttons cannot send', () => {
    expect(erreursLues(champ, { '': 'true' })).toEqual({ '': 'Répondez par oui ou par non.' });
  });
});
