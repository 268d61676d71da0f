import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import type { Outils } from '../../domain/champ.ts';
import type { AdresseConnue } from '../../domain/referentiels.ts';
import { lireValeur } from '../../domain/registre.ts';
import { completerAdresse } from './completer.ts';
import type { ValeurAdresse } from './definition.ts';

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

  it('keeps the key when the same address is typed with other capitals', () => {
    const kept = { ...(valeurLue(champ, PORT) as ValeurAdresse), id: '86194_6440_00008_bis' };
    expect(valeurLue(champ, PORT, contexteDEssai(), { reponses: { essai: kept }, origines: {} })).toEqual(kept);
  });
});

describe('an address looked up', () => {
  const BAN: AdresseConnue = {
    id: '86194_6440_00008',
    label: '8 Boulevard du Port 86000 Poitiers',
    numero: '8',
    voie: 'Boulevard du Port',
    codePostal: '86000',
    commune: 'Poitiers',
    codeCommune: '86194',
    position: { lon: 0.34, lat: 46.58 },
  };
  const typed: ValeurAdresse = {
    label: '8 bd du Port 86000 Poitiers',
    numero: '8',
    voie: 'bd du Port',
    codePostal: '86000',
    commune: 'Poitiers',
    codeCommune: '86194',
  };
  const { codeCommune: _, ...sansCode } = typed;
  const complete = async (valeur: ValeurAdresse, sure?: AdresseConnue, communes: object[] = []) => {
    const referentiels = { adresse: async () => sure, communes: async () => communes };
    return completerAdresse(valeur, champDEssai('adresse') as never, { referentiels } as unknown as Outils);
  };

  it('gets its key and its place, and stays as it was typed', async () => {
    const found = await complete(typed, BAN);
    expect(found).toEqual({ valeur: { ...typed, id: BAN.id, position: BAN.position }, aConfirmer: false });
    expect(await complete(found?.valeur ?? typed, { ...BAN, id: 'autre' })).toBeUndefined();
  });

  it('is not another commune’s, but for an arrondissement', async () => {
    expect(await complete(typed, { ...BAN, codeCommune: '86041' })).toBeUndefined();
    const paris = { ...typed, codePostal: '75014', commune: 'Paris', codeCommune: '75056' };
    expect((await complete(paris, { ...BAN, codeCommune: '75114' }))?.valeur).toMatchObject({
      codeCommune: '75056',
      id: BAN.id,
    });
  });

  it('gets its commune from there, else from the communes of today, when there is one of that name', async () => {
    expect((await complete(sansCode, BAN))?.valeur.codeCommune).toBe('86194');
    const today = { code: '86281', nom: 'POITIERS' };
    expect((await complete(sansCode, undefined, [today]))?.valeur).toEqual({ ...sansCode, codeCommune: '86281' });
    expect(await complete(sansCode, undefined, [today, { ...today, code: '86282' }])).toBeUndefined();
    expect(await complete(sansCode)).toBeUndefined();
    expect(await complete(typed, undefined, [today])).toBeUndefined();
  });
});
