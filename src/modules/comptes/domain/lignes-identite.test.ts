import { expect, test } from 'vitest';
import { garantieOf, type IdentiteLisible, lignesOfIdentite } from './lignes-identite.ts';

const nobody: IdentiteLisible = {
  prenoms: [],
  nomNaissance: null,
  nomUsage: null,
  sexe: null,
  dateNaissance: null,
  email: null,
  emailProuveAt: null,
  identiteCertifiee: false,
};
const camille: IdentiteLisible = {
  ...nobody,
  prenoms: ['Camille', 'Jeanne'],
  nomNaissance: 'MOREAU',
  sexe: 'feminin',
  dateNaissance: '1989-04-17',
  email: 'c@exemple.test',
  identiteCertifiee: true,
};

test('what nobody said is left out, except where to write', () => {
  expect(lignesOfIdentite('usager', nobody)).toEqual([{ label: 'Adresse de contact' }]);
  expect(garantieOf('usager', nobody)).toBe('Déclarée, non certifiée');
});

test('a certified identity never makes the address certified', () => {
  expect(lignesOfIdentite('usager', camille).map(({ label, value }) => `${label} ${value}`)).toEqual([
    'Prénoms Camille Jeanne',
    'Nom de naissance MOREAU',
    'Sexe Féminin',
    'Date de naissance 17 avril 1989',
    'Adresse de contact c@exemple.test',
  ]);
  expect(lignesOfIdentite('usager', camille).at(-1)?.origin).toBe('Transmise par FranceConnect, non vérifiée');
  expect(garantieOf('usager', camille)).toBe('Certifiée par FranceConnect');
  const prouvee = { ...camille, emailProuveAt: Temporal.Instant.from('2026-11-27T18:00:00Z') };
  expect(lignesOfIdentite('usager', prouvee).at(-1)?.origin).toBe('Déclarée par vous, vérifiée par un lien');
});

test('an agent is vouched for by ProConnect', () => {
  const agent = { ...nobody, prenoms: ['Sandrine'], nomUsage: 'Auger', email: 's@exemple.test' };
  expect(lignesOfIdentite('agent', agent).map(({ label }) => label)).toEqual(['Prénom', 'Nom', 'Adresse de contact']);
  expect(garantieOf('agent', agent)).toBe('Transmise par ProConnect');
});
