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

  it('counts characters as people do', () => {
    expect(erreursLues(champ, { '': 'abcdef' })).toEqual({
      '': 'Écrivez 5\u00a0caractères au plus\u00a0; il y en a 6.',
    });
  });
});
