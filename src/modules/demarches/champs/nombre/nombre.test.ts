import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

describe('nombre', () => {
  const champ = champDEssai('nombre', { max: 1_500_000, unite: 'habitants' });

  it.each([
    ['', undefined],
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['+3', 3],
    ['1 234', 1234],
    ['1\u202f234\u00a0567', 1_234_567],
  ])('reads %j as %j', (typed, expected) => {
    expect(valeurLue(champ, { '': typed })).toBe(expected);
  });

  const RANGE = 'entre 0 et 1\u202f500\u202f000';
  it.each([
    ['12,5', `Indiquez un nombre entier, sans virgule ni point\u00a0: ${RANGE}.`],
    ['12.0', `Indiquez un nombre entier, sans virgule ni point\u00a0: ${RANGE}.`],
    ['douze', `Indiquez un nombre entier, en chiffres\u00a0: ${RANGE}.`],
    ['1 2', `Indiquez un nombre entier, en chiffres\u00a0: ${RANGE}.`],
    ['1e3', `Indiquez un nombre entier, en chiffres\u00a0: ${RANGE}.`],
    ['٣', `Indiquez un nombre entier, en chiffres\u00a0: ${RANGE}.`],
    ['-1', `Indiquez un nombre entier\u00a0: ${RANGE}.`],
    ['1500001', `Indiquez un nombre entier\u00a0: ${RANGE}.`],
    ['9007199254740993', `Indiquez un nombre entier\u00a0: ${RANGE}.`],
  ])('refuses %j', (typed, message) => {
    expect(erreursLues(champ, { '': typed })).toEqual({ '': message });
  });

  it('accepts a negative number where the champ does, with any minus', () => {
    const cold = champDEssai('nombre', { min: -50 });
    expect(valeurLue(cold, { '': '\u221212' })).toBe(-12);
    expect(erreursLues(cold, { '': '-51' })).toEqual({ '': 'Indiquez un nombre entier\u00a0: -50 ou plus.' });
  });

  it('reads back with its unit', () => {
    expect(lireValeur(champ, 12_345, contexteDEssai())).toBe('12\u202f345\u00a0habitants');
  });

  it('refuses bounds that no number can meet', () => {
    expect(() => champDEssai('nombre', { min: 3, max: 2 })).toThrow(/inférieur ou égal/);
  });
});
