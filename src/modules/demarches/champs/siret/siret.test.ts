import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur, typeOf } from '../../domain/registre.ts';

describe('siret', () => {
  const champ = champDEssai('siret');

  it('keeps the number and its SIREN, and reads it in groups', () => {
    const kept = { siret: '13002526500013', siren: '130025265' };
    expect(valeurLue(champ, { '': '130 025 265 00013' })).toEqual(kept);
    expect(lireValeur(champ, kept, contexteDEssai())).toBe('130\u00a0025\u00a0265\u00a000013');
  });

  it('refuses a wrong key', () => {
    expect(erreursLues(champ, { '': '13002526500014' })['']).toMatch(/clé de contrôle/);
  });

  it('takes from a source only a SIREN of its SIRET', () => {
    const { valeur } = typeOf(champ, contexteDEssai());
    expect(valeur.safeParse({ siret: '13002526500013', siren: '356000000' }).success).toBe(false);
    expect(valeur.safeParse({ siret: '13002526500014', siren: '130025265' }).success).toBe(false);
  });
});
