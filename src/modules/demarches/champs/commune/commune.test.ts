import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';

describe('commune', () => {
  const champ = champDEssai('commune');

  it.each([
    [{ nom: 'poitiers' }, { code: '86194', nom: 'Poitiers', codePostal: '86000' }],
    [{ nom: 'Poitiers (86000)' }, { code: '86194', nom: 'Poitiers', codePostal: '86000' }],
    [{ nom: "l'hay les roses" }, { code: '94038', nom: 'L’Haÿ-les-Roses', codePostal: '94240' }],
    [
      { nom: 'St Denis', codePostal: '97417' },
      { code: '97411', nom: 'Saint-Denis', codePostal: '97417' },
    ],
    [
      { nom: 'Saint Denis', codePostal: '93 210' },
      { code: '93066', nom: 'Saint-Denis', codePostal: '93210' },
    ],
    [{ nom: 'Ajaccio' }, { code: '2A004', nom: 'Ajaccio' }],
    [{ nom: '', codePostal: '' }, undefined],
  ])('reads %j', (parties, expected) => {
    expect(valeurLue(champ, parties)).toEqual(expected);
  });

  it.each([
    [{ nom: 'Saint-Denis' }, 'codePostal', /Plusieurs communes s’appellent «\u00a0Saint-Denis\u00a0»/],
    [{ nom: 'Poitier', codePostal: '86000' }, 'nom', /peut-être «\u00a0Poitiers\u00a0»\.$/],
    [{ nom: 'Lyon', codePostal: '86170' }, 'nom', /«\u00a0Neuville-de-Poitou\u00a0» ou «\u00a0Blaslay\u00a0»\.$/],
    [{ nom: 'Neuville' }, 'nom', /peut-être «\u00a0Neuville-de-Poitou\u00a0»\.$/],
    [{ nom: 'Xyz' }, 'nom', /Vérifiez son nom\.$/],
    [{ nom: 'Poitiers', codePostal: '86999' }, 'codePostal', /Aucune commune n’a le code postal 86999/],
    [{ nom: 'Poitiers', codePostal: '8600' }, 'codePostal', /5 chiffres/],
    [{ codePostal: '86000' }, 'nom', /Indiquez le nom/],
  ])('refuses %j', (parties, partie, message) => {
    const erreurs = erreursLues(champ, parties);
    expect(Object.keys(erreurs)).toEqual([partie]);
    expect(erreurs[partie]).toMatch(message);
  });

  it('stays as it was kept while it is not touched, were the list of communes to lose it', () => {
    const kept = { code: '86300', nom: 'Commune fusionnée', codePostal: '86300' };
    const faits = { reponses: { essai: kept }, origines: {} };
    const parties = { nom: kept.nom, codePostal: kept.codePostal };
    expect(valeurLue(champ, parties, contexteDEssai(), faits)).toEqual(kept);
    expect(valeurLue(champ, { ...parties, codePostal: '86000' }, contexteDEssai(), faits)).toHaveProperty('nom');
    expect(Object.keys(erreursLues(champ, parties))).toEqual(['codePostal']);
  });
});
