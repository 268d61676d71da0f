import { adresse, enfant, personne } from './build.ts';
import type { Foyer, Particulier } from './types.ts';

const camille = personne('F', ['Camille', 'Jeanne'], 'MOREAU', '1989-04-17', ['86194', 'Poitiers'], 'BENALI');
const mehdi = personne('M', ['Mehdi'], 'BENALI', '1987-11-02', ['69383', 'Lyon 3e Arrondissement']);
const aicha = personne('F', ['Aïcha'], 'DIALLO', '1991-12-08', '99330');
const sophie = personne('F', ['Sophie', 'Anne'], 'GARNIER', '1984-01-30', ['86066', 'Châtellerault']);
const julien = personne('M', ['Julien'], 'LEFÈVRE', '1982-08-12', ['79191', 'Niort']);
const thiMai = personne('F', ['Thi Mai', 'Hélène'], 'NGUYEN', '1986-07-23', ['37261', 'Tours']);

const louise = enfant('F', ['Louise'], 'LEFÈVRE', '2016-02-05', 'GARNIER LEFÈVRE');

const foyerBenali: Foyer = {
  fournisseur: 'CNAF',
  quotientFamilial: 845,
  // A lost job: the value was higher until the spring of 2026.
  historique: [{ jusqua: '2026-03', valeur: 1010 }],
  allocataires: [camille, mehdi],
  enfants: [enfant('F', ['Inaya'], 'BENALI', '2017-06-21'), enfant('M', ['Malo', 'Karim'], 'BENALI', '2021-09-09')],
  adresse: adresse('Madame et Monsieur Mehdi BENALI', '14 RUE DES FEUILLANTS', '86000', 'POITIERS'),
};

/** Families around Poitiers. All of them are invented. */
export const foyersDePoitiers: readonly Particulier[] = [
  {
    id: 'camille-moreau',
    cas: 'Cas ordinaire\u00a0: en couple, deux enfants, QF\u00a0845 (1\u00a0010 jusqu’en mars 2026)',
    etatCivil: camille,
    courriel: 'famille.benali@exemple.test',
    dossier: foyerBenali,
  },
  {
    id: 'mehdi-benali',
    cas: 'Conjoint de Camille\u00a0: même dossier CAF, même adresse électronique, autre identité',
    etatCivil: mehdi,
    courriel: 'famille.benali@exemple.test',
    dossier: foyerBenali,
  },
  {
    id: 'aicha-diallo',
    cas: 'Née en Guinée, sans commune de naissance\u00a0; seule avec trois enfants, QF\u00a0320',
    etatCivil: aicha,
    courriel: 'aicha.diallo@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 320,
      allocataires: [aicha],
      enfants: [
        enfant('F', ['Mariama'], 'DIALLO', '2015-03-14'),
        enfant('M', ['Ibrahima'], 'DIALLO', '2018-10-27'),
        enfant('F', ['Fanta'], 'DIALLO', '2023-05-19'),
      ],
      adresse: adresse('Madame Aïcha DIALLO', '3 RUE DE SLOVÉNIE', '86000', 'POITIERS', {
        complement: 'APPARTEMENT 41',
      }),
    },
  },
  {
    id: 'sophie-garnier',
    cas: 'Parents séparés\u00a0: Louise en résidence alternée, QF\u00a01\u00a0180 chez sa mère',
    etatCivil: sophie,
    courriel: 'sophie.garnier@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 1180,
      allocataires: [sophie],
      enfants: [louise],
      adresse: adresse('Madame Sophie GARNIER', '27 RUE DU CHAMP DE FOIRE', '86180', 'BUXEROLLES'),
    },
  },
  {
    id: 'julien-lefevre',
    cas: 'Parents séparés\u00a0: la même Louise, QF\u00a01\u00a0650 chez son père',
    etatCivil: julien,
    courriel: 'julien.lefevre@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 1650,
      allocataires: [julien],
      enfants: [louise],
      adresse: adresse('Monsieur Julien LEFÈVRE', '8 ALLÉE DES NOYERS', '86360', 'CHASSENEUIL DU POITOU'),
    },
  },
  {
    id: 'thi-mai-nguyen',
    cas: 'Jumeaux\u00a0; prénom composé écrit avec une espace, QF\u00a01\u00a0045',
    etatCivil: thiMai,
    courriel: 'thimai.nguyen@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 1045,
      allocataires: [thiMai],
      enfants: [enfant('M', ['Léo'], 'NGUYEN', '2019-01-11'), enfant('F', ['Léa'], 'NGUYEN', '2019-01-11')],
      adresse: adresse('Madame Thi Mai NGUYEN', '112 ROUTE DE POITIERS', '86280', 'SAINT BENOIT'),
    },
  },
];
