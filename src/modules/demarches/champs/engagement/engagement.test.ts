import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, SANS_FAITS, valeurLue } from '../../../../../test/support/champs.ts';
import { lireChamps } from '../../domain/lecture.ts';
import { saisieOfParties } from '../../domain/saisie.ts';

describe('engagement', () => {
  const champ = champDEssai('engagement', {}, { libelle: 'Je certifie que ces informations sont exactes.' });

  it('is true or unanswered, never false', () => {
    expect(valeurLue(champ, { '': 'oui' })).toBe(true);
    expect(valeurLue(champ, { '': 'non' })).toBeUndefined();
  });

  it('asks to check the box', () => {
    const { erreurs } = lireChamps([champ], () => saisieOfParties({}), SANS_FAITS, contexteDEssai());
    expect(erreurs).toEqual({
      essai: {
        '': 'Cochez la case «\u00a0Je certifie que ces informations sont exactes\u00a0» pour continuer.',
      },
    });
  });
});
