import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, lireParties, SANS_FAITS } from '../../../../../test/support/champs.ts';
import { calculDEssai } from '../../../../../test/support/exemples-de-champs.ts';
import { lireChamps } from '../../domain/lecture.ts';
import { lireValeur } from '../../domain/registre.ts';
import { saisieOfParties } from '../../domain/saisie.ts';

describe('calcule', () => {
  const champ = champDEssai('calcule', { regle: 'tarif', format: 'montant' });
  const computed = contexteDEssai({ calculs: new Map([['tarif', calculDEssai(2.35)]]) });

  it('keeps what the rule gives, never what a form sends', () => {
    expect(lireParties(champ, { '': '0,10' }, computed)).toEqual({ ok: true, valeur: 2.35 });
    expect(lireParties(champ, { '': '0,10' })).toEqual({ ok: true, valeur: undefined });
  });

  it('is never asked for', () => {
    const { erreurs } = lireChamps([champ], () => saisieOfParties({}), SANS_FAITS, contexteDEssai());
    expect(erreurs).toEqual({});
  });

  it('is read in the words of the rule, or by its format when the rule has changed', () => {
    expect(lireValeur(champ, 2.35, computed)).toBe('2.35');
    expect(lireValeur(champ, 1.005, computed)).toBe('1,01\u00a0€');
    expect(lireValeur(champ, 1e300, computed)).toMatch(/^1(?:\u202f000)+$/);
    expect(lireValeur(champDEssai('calcule', { regle: 'part' }), 1234.5, computed)).toBe('1\u202f234,5');
    expect(lireValeur(champ, 'tranche B', computed)).toBe('tranche B');
    expect(lireValeur(champ, true, computed)).toBe('Oui');
  });
});
