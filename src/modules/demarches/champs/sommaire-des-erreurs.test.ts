import { describe, expect, it } from 'vitest';
import { champDEssai, SANS_FAITS } from '../../../../test/support/champs.ts';
import { saisieOf } from '../domain/saisie.ts';
import { sommaireDesErreurs } from './sommaire-des-erreurs.ts';

const CELLULES = [
  champDEssai('texte', {}, { id: 'ecole', libelle: 'École' }),
  champDEssai('date', {}, { id: 'naissance', libelle: 'Date de naissance' }),
];
const CHAMPS = [
  champDEssai('nombre', {}, { id: 'quotient', libelle: 'Votre quotient familial', siVide: 'Dites-nous combien.' }),
  champDEssai('identite', {}, { id: 'identite', libelle: 'Votre identité' }),
  champDEssai('repetition', { libelleElement: 'enfant', champs: CELLULES }, { id: 'enfants', libelle: 'Vos enfants' }),
];
const dites = (erreurs: Readonly<Record<string, Readonly<Record<string, string>>>>, lignes = 's,1,a') =>
  sommaireDesErreurs(
    CHAMPS,
    erreurs,
    (id) => saisieOf({ all: (nom) => (nom === 'enfants.lignes' ? [lignes] : []) }, id),
    SANS_FAITS,
  ).map(({ message }) => message);

describe('the summary of errors', () => {
  it('names the question that a sentence does not', () => {
    expect(dites({ quotient: { '': 'Indiquez un nombre entier.' } })).toEqual([
      'Votre quotient familial – Indiquez un nombre entier.',
    ]);
    expect(dites({ quotient: { '': 'Répondez à la question «\u00a0Votre quotient familial\u00a0».' } })).toEqual([
      'Répondez à la question «\u00a0Votre quotient familial\u00a0».',
    ]);
    expect(dites({ quotient: { '': 'Dites-nous combien.' } })).toEqual(['Dites-nous combien.']);
    expect(dites({ identite: { prenoms: 'Indiquez au moins un prénom.' } })).toEqual(['Indiquez au moins un prénom.']);
  });

  it('tells in which row, when there are several', () => {
    const erreurs = {
      enfants: { '1.ecole': 'Choisissez une réponse à « École ».', 'a.naissance.jour': 'Le jour est un nombre.' },
    };
    expect(dites(erreurs)).toEqual([
      'Enfant\u00a01 – Choisissez une réponse à « École ».',
      'Enfant\u00a02, Date de naissance – Le jour est un nombre.',
    ]);
    expect(dites({ enfants: { '1.ecole': 'Choisissez une réponse à « École ».' } }, '1')).toEqual([
      'Choisissez une réponse à « École ».',
    ]);
  });
});
