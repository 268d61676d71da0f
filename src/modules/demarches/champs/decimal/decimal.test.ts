import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur, saisieOfValeur } from '../../domain/registre.ts';

describe('decimal', () => {
  const champ = champDEssai('decimal', { max: 100_000, decimales: 3, unite: 'm²' });

  it.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['1 234,5', 1234.5],
    ['12', 12],
    ['-0', 0],
  ])('reads %j as %j', (typed, expected) => {
    expect(valeurLue(champ, { '': typed })).toBe(expected);
  });

  it.each([
    [
      '1.234',
      'Ce nombre peut se lire de deux façons\u00a0: écrivez-le avec une virgule, par exemple «\u00a012,5\u00a0».',
    ],
    ['1,2345', 'Gardez 3\u00a0chiffres au plus après la virgule.'],
    ['grand', 'Indiquez un nombre en chiffres, par exemple «\u00a012,5\u00a0».'],
    [',5', 'Indiquez un nombre en chiffres, par exemple «\u00a012,5\u00a0».'],
    ['1,2,3', 'Indiquez un nombre en chiffres, par exemple «\u00a012,5\u00a0».'],
    ['100000,5', 'Indiquez un nombre\u00a0: entre 0 et 100\u202f000.'],
  ])('refuses %j', (typed, message) => {
    expect(erreursLues(champ, { '': typed })).toEqual({ '': message });
  });

  it('shows it with a comma, typed or read', () => {
    expect(saisieOfValeur(champ, 1234.5, contexteDEssai()).get()).toBe('1234,5');
    expect(saisieOfValeur(champ, 1200, contexteDEssai()).get()).toBe('1200');
    expect(lireValeur(champ, 1234.5, contexteDEssai())).toBe('1\u202f234,5\u00a0m²');
  });
});
