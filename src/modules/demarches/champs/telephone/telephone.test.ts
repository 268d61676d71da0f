import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

describe('telephone', () => {
  const champ = champDEssai('telephone');

  it('keeps E.164 and reads it by twos', () => {
    expect(valeurLue(champ, { '': '05.49.52.35.35' })).toBe('+33549523535');
    expect(lireValeur(champ, '+33549523535', contexteDEssai())).toBe('05\u00a049\u00a052\u00a035\u00a035');
  });

  it('refuses what cannot be called back', () => {
    expect(erreursLues(champ, { '': '3939' })['']).toMatch(/10 chiffres/);
  });
});
