import { expect, test } from 'vitest';
import { champDEssai, contexteDEssai, TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import { divergencesOf, empreintesOf } from './divergences.ts';
import { champsMontres, lireSection } from './parcours.ts';
import type { Fields } from './saisie.ts';

const SECTION = {
  id: 'foyer',
  titre: 'Votre foyer',
  champs: [
    champDEssai('nombre', {}, { id: 'quotient' }),
    champDEssai('texte', {}, { id: 'ecole' }),
    champDEssai('texte', {}, { id: 'detail', condition: { champ: 'ecole', est: 'Condorcet' } }),
  ],
};
const contexte = contexteDEssai();
const origines = { quotient: TRANSMIS_PAR_LA_CAF };
const reponses = { quotient: 850, ecole: 'Condorcet' };

test('a certified answer is not in the form: it has no digest there, and nothing stands against it', () => {
  const base = empreintesOf(SECTION, { reponses, origines }, contexte);
  expect(base).toMatch(/^ecole:[\w-]{10}$/);
  const fields = fieldsOf({ ecole: 'Jules-Ferry' });
  const gardees = { quotient: 900, ecole: 'Pasteur' };
  const lecture = lireSection(SECTION, fields, { reponses: gardees, origines }, contexte);
  const divergences = divergencesOf(SECTION, gardees, { fields, noms: ['ecole'], base }, lecture, contexte);
  expect(divergences.map(({ champ, intacte }) => [champ.id, intacte])).toEqual([['ecole', false]]);
});

test('an answer no longer certified since the form was made stays, as left alone in it', () => {
  const base = empreintesOf(SECTION, { reponses, origines }, contexte);
  const fields = fieldsOf({ ecole: 'Condorcet' });
  const gardees = { ...reponses, quotient: 900 };
  const lecture = lireSection(SECTION, fields, { reponses: gardees, origines: {} }, contexte);
  const divergences = divergencesOf(SECTION, gardees, { fields, noms: ['ecole'], base }, lecture, contexte);
  expect(divergences.map(({ champ, intacte }) => [champ.id, intacte])).toEqual([['quotient', true]]);
});

test('a page shows what is typed to make visible, and everything where nothing has a condition', () => {
  const shown = (champs: typeof SECTION.champs, ecole: string) =>
    champsMontres({ ...SECTION, champs }, fieldsOf({ ecole }), { reponses, origines }, contexte);
  expect(shown(SECTION.champs, 'Condorcet')).toEqual(['quotient', 'ecole', 'detail']);
  expect(shown(SECTION.champs, 'Pasteur')).toEqual(['quotient', 'ecole']);
  expect(shown(SECTION.champs.slice(0, 2), '')).toEqual(['quotient', 'ecole']);
});

function fieldsOf(typed: Readonly<Record<string, string>>): Fields {
  return { all: (nom) => (typed[nom] === undefined ? [] : [typed[nom]]) };
}
