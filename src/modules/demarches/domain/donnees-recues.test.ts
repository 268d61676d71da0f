import { expect, test } from 'vitest';
import { donneesRecuesOf } from './donnees-recues.ts';

const champ = (id: string, libelle: string) => ({ id, type: 'texte', libelle, obligatoire: true, options: {} });
const sections = [
  { id: 'foyer', titre: 'Foyer', champs: [champ('quotient', 'Quotient familial'), champ('enfants', 'Vos enfants')] },
  { id: 'vous', titre: 'Vous', champs: [champ('nom', 'Votre nom')] },
];
const le = '2026-11-24T09:00:00Z';
const caf = { source: 'caf', fournisseur: 'la CAF', obtenueLe: le, certifiee: true };

test('each source says which questions it answered, a row counting for its champ', () => {
  const recues = donneesRecuesOf(
    { sections } as never,
    {
      caf: { etat: 'obtenue', phrase: 'Reçu.', le, requete: 'abc' },
      etat: { etat: 'indisponible', phrase: 'Muet.', le },
    },
    { quotient: caf, 'enfants.s1.prenom': caf, 'enfants.s2.prenom': caf },
  );
  expect(recues).toEqual([
    {
      source: 'caf',
      fournisseur: 'la CAF',
      libelles: ['Quotient familial', 'Vos enfants'],
      etat: { etat: 'obtenue', phrase: 'Reçu.', le, requete: 'abc' },
    },
    { source: 'etat', libelles: [], etat: { etat: 'indisponible', phrase: 'Muet.', le } },
  ]);
});

test('what was erased at its term is kept no more', () => {
  const [recue] = donneesRecuesOf(
    { sections } as never,
    { caf: { etat: 'obtenue', phrase: 'Reçu.', le } },
    { quotient: { ...caf, certifiee: false, effaceeLe: le } },
  );
  expect([recue?.libelles, recue?.fournisseur]).toEqual([[], undefined]);
});
