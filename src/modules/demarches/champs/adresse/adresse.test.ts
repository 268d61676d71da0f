import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

const PORT = { numero: '8 bis', voie: ' Boulevard  du Port', codePostal: '86 000', commune: 'poitiers' };

describe('adresse', () => {
  const champ = champDEssai('adresse');

  it('composes the label and finds the code of the commune', () => {
    expect(valeurLue(champ, PORT)).toEqual({
      label: '8 bis Boulevard du Port 86000 Poitiers',
      numero: '8 bis',
      voie: 'Boulevard du Port',
      codePostal: '86000',
      commune: 'Poitiers',
      codeCommune: '86194',
    });
  });

  it('accepts a place without ways, a CEDEX and the name of a former commune', () => {
    const cedex = { voie: 'Le Bourg', codePostal: '86999', commune: 'Poitiers Cedex 9' };
    expect(valeurLue(champ, cedex)).toEqual({ ...cedex, label: 'Le Bourg 86999 Poitiers Cedex 9' });
    const former = { voie: 'Le Bourg', codePostal: '86170', commune: 'Chéneché' };
    expect(valeurLue(champ, former)).not.toHaveProperty('codeCommune');
  });

  it('asks about a name that is a slip away from a commune of the postcode', () => {
    expect(erreursLues(champ, { ...PORT, commune: 'Poitier' })).toEqual({
      commune:
        'Aucune commune ne s’appelle «\u00a0Poitier\u00a0» avec le code postal 86000\u00a0: peut-être «\u00a0Poitiers\u00a0».',
    });
  });

  it('says all that is missing at once, each beside its field', () => {
    const erreurs = erreursLues(champ, { numero: '8' });
    expect(Object.keys(erreurs)).toEqual(['voie', 'codePostal', 'commune']);
    expect(erreursLues(champ, { ...PORT, codePostal: '8600' })).toHaveProperty('codePostal');
    expect(erreursLues(champ, { ...PORT, voie: 'x'.repeat(151) })).toHaveProperty('voie');
  });

  it('keeps the key of the Base adresse nationale while the parts are untouched, never from a form', () => {
    const kept = {
      label: '8 Boulevard du Port 86000 Poitiers',
      numero: '8',
      voie: 'Boulevard du Port',
      codePostal: '86000',
      commune: 'Poitiers',
      codeCommune: '86194',
      id: '86194_6440_00008',
    };
    const faits = { reponses: { essai: kept }, origines: {} };
    const same = { ...PORT, numero: '8', commune: 'Poitiers' };
    expect(valeurLue(champ, same, contexteDEssai(), faits)).toEqual(kept);
    expect(valeurLue(champ, { ...same, numero: '9' }, contexteDEssai(), faits)).not.toHaveProperty('id');
    const forged = { ...same, id: 'x', codeCommune: '75056', label: 'x' };
    expect(valeurLue(champ, forged)).toMatchObject({ codeCommune: '86194', label: kept.label });
    expect(valeurLue(champ, forged)).not.toHaveProperty('id');
  });

  it('is read in one line', () => {
    const valeur = { label: '', voie: 'Le Bourg', complement: 'Bât. B', codePostal: '86170', commune: 'Blaslay' };
    expect(lireValeur(champ, valeur, contexteDEssai())).toBe('Le Bourg, Bât. B, 86170 Blaslay');
    expect(lireValeur(champ, { ...valeur, numero: '2' }, contexteDEssai())).toMatch(/^2 Le Bourg, /);
  });
});
