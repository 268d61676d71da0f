import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

const typed = (jour: string, mois: string, annee: string) => ({ jour, mois, annee });

describe('date', () => {
  it.each([
    [typed('', '', ''), undefined],
    [typed('24', '11', '2026'), '2026-11-24'],
    [typed('1er', 'févr.', '2024'), '2024-02-01'],
    [typed('29', '2', '2024'), '2024-02-29'],
  ])('reads %j as %j', (parties, expected) => {
    expect(valeurLue(champDEssai('date'), parties)).toBe(expected);
  });

  it('says which part is wrong, and the whole when several are', () => {
    const champ = champDEssai('date');
    expect(Object.keys(erreursLues(champ, typed('32', '11', '2026')))).toEqual(['jour']);
    expect(Object.keys(erreursLues(champ, typed('2', '13', '2026')))).toEqual(['mois']);
    expect(Object.keys(erreursLues(champ, typed('2', '12', '26')))).toEqual(['annee']);
    expect(Object.keys(erreursLues(champ, typed('31', '2', '2026')))).toEqual(['jour']);
    expect(Object.keys(erreursLues(champ, typed('', '', '2026')))).toEqual(['']);
  });

  it.each([
    [{ passee: true }, ['24', '11', '2026'], undefined],
    [{ passee: true }, ['25', '11', '2026'], 'Indiquez une date passée\u00a0: le 24 novembre 2026 ou avant.'],
    [{ future: true }, ['24', '11', '2026'], undefined],
    [{ future: true }, ['23', '11', '2026'], 'Indiquez une date à venir\u00a0: le 24 novembre 2026 ou après.'],
    [{ min: '2026-09-01' }, ['31', '8', '2026'], 'Indiquez une date à partir du 1er septembre 2026.'],
    [{ max: '2027-07-04' }, ['5', '7', '2027'], 'Indiquez une date jusqu’au 4 juillet 2027.'],
    [{ min: '1850-01-01' }, ['2', '1', '1850'], undefined],
    [{}, ['2', '1', '1850'], 'L’année doit être comprise entre 1900 et 2100.'],
  ] as const)('with %j, %j gives %j', (options, [jour, mois, annee], message) => {
    expect(Object.values(erreursLues(champDEssai('date', options), typed(jour, mois, annee)))).toEqual(
      message === undefined ? [] : [message],
    );
  });

  it('is read in full', () => {
    expect(lireValeur(champDEssai('date'), '2027-01-01', contexteDEssai())).toBe('1er janvier 2027');
  });

  it('refuses options that no date can meet', () => {
    expect(() => champDEssai('date', { passee: true, future: true })).toThrow(/pas les deux/);
    expect(() => champDEssai('date', { min: '2026-02-30' })).toThrow(/qui existe/);
    expect(() => champDEssai('date', { min: '2026-02-02', max: '2026-02-01' })).toThrow(/précéder/);
  });
});
