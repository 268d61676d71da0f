import { adresse, enfant, personne } from './build.ts';
import type { Foyer, Particulier } from './types.ts';

const elodie = personne('F', ['Élodie', 'Marie'], 'PÉRICHON', '1990-05-26', ['23096', 'Guéret']);
const quentin = personne('M', ['Quentin'], 'LARDY', '1988-09-14', ['23008', 'Aubusson']);
const maelle = personne('F', ['Maëlle'], 'DELATTRE', '1996-03-03', ['02381', 'Hirson']);
const ousmane = personne('M', ['Ousmane'], 'TRAORÉ', '1987-01-01', '99335');
const bernard = personne('M', ['Bernard', 'Lucien'], 'TAILLANDIER', '1957-10-19', ['02789', 'Vervins']);

const foyerLardy: Foyer = {
  fournisseur: 'MSA',
  quotientFamilial: 612,
  allocataires: [elodie, quentin],
  enfants: [
    enfant('M', ['Baptiste'], 'LARDY', '2014-11-30'),
    enfant('F', ['Capucine'], 'LARDY', '2017-04-08'),
    enfant('F', ['Rose-Marie'], 'LARDY', '2022-08-15'),
  ],
  adresse: adresse('Madame et Monsieur Quentin LARDY', null, '23380', 'AJAIN', { lieuDit: 'LE MONTEIL' }),
};

/** Families of the Creuse and of the Aisne. All of them are invented. */
export const foyersDeLAisneEtDeLaCreuse: readonly Particulier[] = [
  {
    id: 'elodie-perichon',
    cas: 'Exploitante agricole\u00a0: dossier MSA, trois enfants, adresse en lieu-dit, QF\u00a0612',
    etatCivil: elodie,
    courriel: 'elodie.perichon@exemple.test',
    dossier: foyerLardy,
  },
  {
    id: 'maelle-delattre',
    cas: 'Bébé né en 2026, demande de crèche, QF\u00a0780',
    etatCivil: maelle,
    courriel: 'maelle.delattre@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 780,
      allocataires: [maelle],
      enfants: [enfant('M', ['Gabin'], 'DELATTRE', '2026-01-22')],
      adresse: adresse('Madame Maëlle DELATTRE', '5 RUE DE L’ÉGLISE', '02500', 'HIRSON'),
    },
  },
  {
    id: 'ousmane-traore',
    cas: 'Né au Mali, jour et mois présumés\u00a0; un enfant dont la date est 2020-00-00, QF\u00a0480',
    etatCivil: ousmane,
    courriel: 'ousmane.traore@exemple.test',
    dateNaissanceFournisseur: '1987-00-00',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 480,
      allocataires: [ousmane],
      enfants: [
        enfant('F', ['Kadiatou'], 'TRAORÉ', '2018-02-17'),
        // The family funds really hold such dates.
        enfant('M', ['Seydou'], 'TRAORÉ', '2020-00-00'),
      ],
      adresse: adresse('Monsieur Ousmane TRAORÉ', '19 AVENUE DU LIMOUSIN', '23000', 'GUERET'),
    },
  },
  {
    id: 'bernard-taillandier',
    cas: 'Sans adresse électronique\u00a0; grand-père qui élève sa petite-fille, QF\u00a0905',
    etatCivil: bernard,
    courriel: null,
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 905,
      allocataires: [bernard],
      enfants: [enfant('F', ['Lola'], 'TAILLANDIER', '2013-12-01')],
      adresse: adresse('Monsieur Bernard TAILLANDIER', '44 RUE DU GÉNÉRAL LECLERC', '02120', 'GUISE'),
    },
  },
];
