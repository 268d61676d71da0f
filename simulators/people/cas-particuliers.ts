import { adresse, enfant, personne } from './build.ts';
import type { Particulier } from './types.ts';

const longueFamille = "DE SAINT-ÉTIENNE-DU-BOIS D'HÉRICOURT-LA-FORÊT-MONTALEMBERT";
const marieFrancoise = personne(
  'F',
  ['Marie-Françoise', 'Élisabeth', 'Geneviève', 'Anne-Noëlle'],
  longueFamille,
  '1983-02-28',
  ['75114', 'Paris 14e Arrondissement'],
);
const laetitia = personne('F', ['Laetitia'], 'SANTONI', '1992-06-10', ['2A004', 'Ajaccio']);

/** People who are here for what goes wrong, or for what a form forgets. All of them are invented. */
export const casParticuliers: readonly Particulier[] = [
  {
    id: 'marie-francoise',
    cas: 'Nom de plus de cinquante caractères, accents et apostrophe, QF\u00a02\u00a0550',
    etatCivil: marieFrancoise,
    courriel: 'mf.desaintetienne@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 2550,
      allocataires: [marieFrancoise],
      enfants: [enfant('M', ['Côme', 'Aurélien'], longueFamille, '2019-07-07')],
      adresse: adresse(`Madame Marie-Françoise ${longueFamille}`, '1 PLACE DU MARCHÉ', '86600', 'LUSIGNAN'),
    },
  },
  {
    id: 'laetitia-santoni',
    cas: 'Née en Corse (commune 2A004)\u00a0; entrée en maternelle, QF\u00a01\u00a0420',
    etatCivil: laetitia,
    courriel: 'laetitia.santoni@exemple.test',
    dossier: {
      fournisseur: 'CNAF',
      quotientFamilial: 1420,
      allocataires: [laetitia],
      enfants: [enfant('F', ['Livia'], 'SANTONI', '2023-02-14')],
      adresse: adresse('Madame Laetitia SANTONI', '6 CHEMIN DES CRÊTES', '86240', 'LIGUGE'),
    },
  },
  {
    id: 'hugo-lambert',
    cas: 'Pas d’allocation, donc pas de QF\u00a0: API Particulier répond 404 (37003)',
    etatCivil: personne('M', ['Hugo'], 'LAMBERT', '1993-08-05', ['87085', 'Limoges']),
    courriel: 'hugo.lambert@exemple.test',
    dossier: 'absent',
  },
  {
    id: 'lina-cherif',
    cas: 'Moins de 18 ans\u00a0: ni allocataire, ni en droit de signer seule',
    etatCivil: personne('F', ['Lina'], 'CHERIF', '2010-03-29', ['86194', 'Poitiers']),
    courriel: 'lina.cherif@exemple.test',
    dossier: 'absent',
  },
  {
    id: 'nathalie-rousseau',
    cas: 'La source du QF ne répond jamais à temps\u00a0: 504 (37002)',
    etatCivil: personne('F', ['Nathalie'], 'ROUSSEAU', '1979-11-11', ['86066', 'Châtellerault']),
    courriel: 'nathalie.rousseau@exemple.test',
    dossier: 'hors-delai',
  },
  {
    id: 'kevin-dupuis',
    cas: 'Déclenche «\u00a0trop de requêtes\u00a0»\u00a0: 429 (00429)',
    etatCivil: personne('M', ['Kévin'], 'DUPUIS', '1994-12-24', ['02691', 'Saint-Quentin']),
    courriel: 'kevin.dupuis@exemple.test',
    dossier: 'trop-de-requetes',
  },
];
