import { describe, expect, it } from 'vitest';
import { champDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';

describe('texte_long', () => {
  it('keeps line ends, as one sign each', () => {
    expect(valeurLue(champDEssai('texte_long'), { '': ' Bonjour,\r\n\r\nmerci. \n' })).toBe('Bonjour,\n\nmerci.');
    expect(valeurLue(champDEssai('texte_long', { longueurMax: 4 }), { '': 'a\r\nbc' })).toBe('a\nbc');
  });

  it('writes big numbers as French does', () => {
    const long = 'a'.repeat(5001);
    expect(erreursLues(champDEssai('texte_long'), { '': long })).toEqual({
      '': 'Écrivez 5\u202f000\u00a0caractères au plus\u00a0; il y en a 5\u202f001.',
    });
  });
});
