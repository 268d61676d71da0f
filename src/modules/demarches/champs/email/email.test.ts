import { describe, expect, it } from 'vitest';
import { champDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';

describe('email', () => {
  it('keeps an address that can be written to', () => {
    expect(valeurLue(champDEssai('email'), { '': ' Marie.Durand@Mairie.FR ' })).toBe('Marie.Durand@mairie.fr');
  });

  it('refuses in the words of the value', () => {
    expect(erreursLues(champDEssai('email'), { '': 'marie.mairie.fr' })['']).toMatch(/Il manque le signe @/);
  });
});
