import { describe, expect, it } from 'vitest';
import { champDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';

describe('texte', () => {
  const champ = champDEssai('texte', { longueurMax: 5 });

  it.each([
    ['', undefined],
    ['   ', undefined],
    ['  Lina \t\n', 'Lina'],
    ['a  \n b', 'a b'],
    ['e\u0301te\u0301', 'été'],
    ['😀😀😀😀😀', '😀😀😀😀😀'],
  ])('reads %j as %j', (typed, expected) => {
    expect(valeurLue(champ, { '': typed })).toBe(expected);
  });

  it('wants the address of a page where the démarche says so', () => {
    const lien = champDEssai('texte', { lien: true });
    for (const typed of ['https://code.exemple.fr/mairie/démarches', 'https://forge.exemple.test'])
      expect(valeurLue(lien, { '': typed })).toBe(typed);
    for (const typed of [
      'code.exemple.fr',
      'http://code.exemple.fr',
      'https://',
      'https://localhost',
      'https://moi:secret@code.exemple.fr',
      'javascript:alert(1)',
      'https://code.exemple.fr et un autre',
    ])
      expect(erreursLues(lien, { '': typed })['']).toMatch(/commence par https/);
  });

  it('counts characters as people do', () => {
    expect(erreursLues(champ, { '': 'abcdef' })).toEqual({
      '': 'Écrivez 5\u00a0caractères au plus\u00a0; il y en a 6.',
    });
  });
});
