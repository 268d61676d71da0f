import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur, saisieOfValeur } from '../../domain/registre.ts';

describe('montant', () => {
  const champ = champDEssai('montant', { max: 1500 });

  it.each([
    ['12', 1200],
    ['12,5 €', 1250],
    ['1 234,56', 123_456],
    ['0,07', 7],
    ['1500', 150_000],
  ])('keeps %j as %j cents', (typed, expected) => {
    expect(valeurLue(champ, { '': typed })).toBe(expected);
  });

  it.each([
    ['1500,01', 'Indiquez un montant\u00a0: entre 0\u00a0€ et 1\u202f500\u00a0€.'],
    ['-5', /négatif/],
    ['1.234', /deux façons/],
    ['cent', /en chiffres/],
  ])('refuses %j', (typed, message) => {
    expect(erreursLues(champ, { '': typed })['']).toMatch(message);
  });

  it('is read and typed again in euros', () => {
    expect(lireValeur(champ, 123_456, contexteDEssai())).toBe('1\u202f234,56\u00a0€');
    expect(lireValeur(champ, 6_000_000, contexteDEssai())).toBe('60\u202f000\u00a0€');
    expect(saisieOfValeur(champ, 123_450, contexteDEssai()).get()).toBe('1234,50');
    expect(saisieOfValeur(champ, 1200, contexteDEssai()).get()).toBe('12');
  });
});
