import { expect, test } from 'vitest';
import { routes } from './routes/index.ts';
import { suggererPour } from './suggestions.ts';

test.each([
  ['nombre', 'Votre quotient familial', 'quotient_familial', 'valeur'],
  ['oui_non', 'Recevez-vous le RSA ?', 'revenu_solidarite_active', 'beneficiaire'],
  ['oui_non', 'Êtes-vous étudiant boursier ?', 'etudiant_boursier', 'boursier'],
  ['oui_non', 'Recevez-vous la prime d’activité ?', 'prime_activite', 'beneficiaire'],
  ['repetition', 'Vos enfants', 'quotient_familial', 'enfants'],
])('%s « %s » could come from %s', (type, libelle, route, donnee) => {
  expect(suggererPour({ type, libelle })).toMatchObject({ route, donnee });
  expect(routes.find(({ id }) => id === route)?.donnees).toContain(donnee);
});

test.each([
  ['email', 'Votre adresse électronique'],
  ['piece', 'Votre attestation de quotient familial'],
  ['repetition', 'Qui peut venir chercher vos enfants, à part vous ?'],
  ['texte', 'Personnes qui viennent chercher vos enfants'],
  ['oui_non', 'Cet enfant mangera-t-il à la cantine ?'],
])('%s « %s » could not', (type, libelle) => {
  expect(suggererPour({ type, libelle })).toBeUndefined();
});
