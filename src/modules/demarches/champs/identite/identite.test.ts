import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, erreursLues, valeurLue } from '../../../../../test/support/champs.ts';
import { lireValeur } from '../../domain/registre.ts';

const LINA = {
  nom: 'Durand',
  prenoms: 'Lina, Marie-Claire  Zoé',
  'dateNaissance.jour': '3',
  'dateNaissance.mois': 'mai',
  'dateNaissance.annee': '2019',
};

describe('identite', () => {
  const champ = champDEssai('identite');

  it('reads the names, the prénoms one by one and the date', () => {
    expect(valeurLue(champ, LINA)).toEqual({
      nom: 'Durand',
      prenoms: ['Lina', 'Marie-Claire', 'Zoé'],
      dateNaissance: '2019-05-03',
    });
  });

  it.each([
    ['Nguyễn', true],
    ['d’Arc', true],
    ["O'Neill", true],
    ['de la Tour', true],
    ['Müller-Łukasz', true],
    ['李', true],
    ['Durand2', false],
    ['<b>', false],
    ['--', false],
    ['marie@mairie.fr', false],
  ])('says of the name %j: %j', (nom, accepted) => {
    expect(Object.keys(erreursLues(champ, { ...LINA, nom }))).toEqual(accepted ? [] : ['nom']);
  });

  it('says all that is missing or wrong at once', () => {
    expect(erreursLues(champ, { nomUsage: 'Martin' })).toEqual({
      nom: 'Indiquez le nom de naissance.',
      prenoms: 'Indiquez au moins un prénom.',
      dateNaissance: 'Indiquez la date de naissance.',
    });
    expect(Object.keys(erreursLues(champ, { ...LINA, 'dateNaissance.mois': '13' }))).toEqual(['dateNaissance.mois']);
  });

  it('refuses a birth to come', () => {
    const tomorrow = { 'dateNaissance.jour': '25', 'dateNaissance.mois': '11', 'dateNaissance.annee': '2026' };
    expect(erreursLues(champ, { ...LINA, ...tomorrow })).toEqual({
      dateNaissance: 'Indiquez une date de naissance passée.',
    });
  });

  it('reads what is not asked as nothing', () => {
    expect(valeurLue(champ, { ...LINA, sexe: 'F' })).not.toHaveProperty('sexe');
    expect(valeurLue(champDEssai('identite', { sexe: true }), { ...LINA, sexe: 'F' })).toHaveProperty('sexe', 'F');
    const withoutUsage = champDEssai('identite', { nomUsage: false });
    expect(valeurLue(withoutUsage, { ...LINA, nomUsage: 'Martin' })).not.toHaveProperty('nomUsage');
  });

  it('is read in one line', () => {
    const valeur = { nom: 'Durand', nomUsage: 'Martin', prenoms: ['Lina', 'Zoé'], dateNaissance: '2019-05-03' };
    expect(lireValeur(champ, { ...valeur, sexe: 'F' }, contexteDEssai())).toBe(
      'Lina Zoé Durand, nom d’usage\u00a0: Martin, née le 3 mai 2019',
    );
    expect(lireValeur(champ, valeur, contexteDEssai())).toMatch(/, date de naissance\u00a0: 3 mai 2019$/);
  });
});
