import { ADELE_CAF } from './personnes.ts';

const envelope = (data: unknown, meta: unknown = {}) => ({ data, links: {}, meta });

const foyer = {
  allocataires: [
    ADELE_CAF,
    { nom_naissance: 'VASSEUR', nom_usage: null, prenoms: 'NOÉ', date_naissance: '1988-07-01', sexe: 'M' },
  ],
  enfants: [
    { nom_naissance: 'VASSEUR', nom_usage: null, prenoms: 'MILA JEANNE', date_naissance: '2018-02-03', sexe: 'F' },
    { nom_naissance: 'VASSEUR', nom_usage: null, prenoms: 'SACHA', date_naissance: '2021-00-00', sexe: 'M' },
  ],
  adresse: {
    destinataire: 'MADAME ET MONSIEUR VASSEUR',
    complement_information: 'BATIMENT C',
    complement_information_geographique: null,
    numero_libelle_voie: '5 RUE DES SAULES',
    lieu_dit: null,
    code_postal_ville: '86000 POITIERS',
    pays: 'FRANCE',
  },
};

/** A good answer about Adèle, by id of route: written for these tests, in the shapes that the documentation gives. */
export const REPONSES: Readonly<Record<string, unknown>> = {
  quotient_familial: envelope({
    ...foyer,
    quotient_familial: {
      fournisseur: 'CNAF',
      valeur: 731,
      annee: 2026,
      mois: 10,
      annee_calcul: 2026,
      mois_calcul: 11,
    },
  }),
  participation_familiale_eaje: envelope({
    ...foyer,
    parametres_calcul_participation_familiale: {
      nombre_enfants_a_charge: 2,
      nombre_enfants_beneficiaire_aeeh: 1,
      base_ressources_annuelles: { valeur: 28_400, annee_calcul: 2024 },
    },
  }),
  revenu_solidarite_active: envelope({
    est_beneficiaire: true,
    avec_majoration: true,
    date_debut_droit: '2026-01-01',
  }),
  allocation_adulte_handicape: envelope({ est_beneficiaire: true, date_debut_droit: '2019-06-01' }),
  allocation_soutien_familial: envelope({ est_beneficiaire: false, date_debut_droit: null }),
  prime_activite: envelope({ est_beneficiaire: true, avec_majoration: false, date_debut_droit: '2025-09-01' }),
  complementaire_sante_solidaire: envelope({
    est_beneficiaire: true,
    avec_participation: true,
    date_debut_droit: '2026-04-01',
  }),
  allocation_enfant_handicape: envelope({ status: 'ouvrant_droit', date_debut_droit: '2022-02-01' }),
  etudiant_boursier: envelope({
    statut_boursier: { est_boursier: true, est_radie: false, date_radiation: null },
    periode_versement_bourse: { date_rentree: '2026-09-01', duree: 10 },
    etablissement_etudes: { nom_commune: 'Limoges', nom_etablissement: 'IUT du Limousin' },
    echelon_bourse: { echelon: '0bis', echelon_bourse_regionale_provisoire: false },
    email: 'adele@exemple.test',
    identite: {
      nom: 'D’Arc-Lemaître',
      prenoms: ['ADÈLE', 'ROSE'],
      date_naissance: '1990-03-08',
      nom_commune_naissance: 'Ajaccio',
      sexe: 'F',
    },
  }),
  etudiant_boursier_v3: envelope({
    est_boursier: true,
    periode_versement_bourse: { date_rentree: '2026-09-01', duree: 10 },
    etablissement_etudes: { nom_commune: 'Limoges', nom_etablissement: 'IUT du Limousin' },
    echelon_bourse: { echelon: '7', echelon_bourse_regionale_provisoire: true },
    email: 'adele@exemple.test',
  }),
  statut_etudiant: envelope({
    admissions: [
      {
        date_debut: '2025-09-01',
        date_fin: '2026-08-31',
        est_inscrit: true,
        regime_formation: { libelle: 'formation initiale', code: 'RF1' },
        code_cog_insee_commune: '87085',
        etablissement_etudes: { uai: '0870001A', nom: 'Université de Limoges' },
      },
      {
        date_debut: '2026-09-01',
        date_fin: '2027-08-31',
        est_inscrit: true,
        regime_formation: { libelle: 'contrat d’apprentissage', code: 'RF4' },
        code_cog_insee_commune: '86194',
        etablissement_etudes: { uai: '0860001B', nom: 'Université de Poitiers' },
      },
    ],
    identite: { nom_naissance: 'D ARC LEMAITRE', prenom: 'Adèle', date_naissance: '1990-03-08' },
  }),
  scolarite: scolarite(),
  scolarite_v3: scolarite(),
  demandeur_emploi: envelope({
    identifiant: 'adele.v86',
    identite: {
      civilite: 'MME',
      nom_naissance: 'D ARC LEMAITRE',
      nom_usage: 'VASSEUR',
      prenom: 'ADELE',
      sexe: 'Féminin',
      date_naissance: '1990-03-08',
    },
    contact: { telephone: '0549000000', telephone2: null, email: 'adele@exemple.test' },
    inscription: {
      date_debut: '2026-05-02',
      date_fin: null,
      categorie: { code: 1, libelle: 'PERSONNE SANS EMPLOI DISPONIBLE DUREE INDETERMINEE PLEIN TPS' },
      code_certification_cnav: 'VC',
    },
  }),
  indemnites: envelope({
    identifiant: 'adele.v86',
    paiements: [
      {
        date_versement: '2026-09-30',
        montant_total: 812.07,
        montant_allocations: 800.1,
        montant_aides: 11.97,
        montant_autres: 0,
      },
      { date_versement: '2026-10-31', montant_total: 640, montant_allocations: 640, montant_aides: 0 },
    ],
  }),
  service_national: envelope({ statut_service_national: 'en_regle', commentaires: null }),
  service_civique: envelope({
    statut_actuel: {
      contrat_trouve: true,
      organisme_accueil: { siret: '20007198300015', raison_sociale: 'CC THIERACHE SAMBRE ET OISE' },
      date_debut_contrat: '2026-09-01',
      date_fin_contrat: '2027-04-30',
    },
    statut_passe: {
      contrat_trouve: false,
      organisme_accueil: { siret: null, raison_sociale: null },
      date_debut_contrat: null,
      date_fin_contrat: null,
    },
  }),
  statut_sportif: envelope({
    identite: {
      nom_naissance: 'D’Arc Lemaitre',
      nom_usage: 'Vasseur',
      prenoms: 'Adele Rose',
      date_naissance: '1990-03-08',
      sexe: 'F',
    },
    est_sportif_de_haut_niveau: true,
    a_ete_sportif_de_haut_niveau: true,
    informations_statut: {
      periode: { date_debut_statut: '2026-01-01', date_fin_statut: '2026-12-31' },
      federation: { code_federation: '12', nom_federation: 'Fédération française d’aviron' },
      categorie: { code_categorie: '2', nom_categorie: 'Elite', valeur: '4' },
    },
    informations_statuts_precedents: [],
  }),
  immatriculation_vehicule: envelope(
    {
      identite_particulier: {
        nom: 'D ARC LEMAITRE',
        prenom: 'ADELE',
        sexe_etat_civil: 'F',
        annee_date_naissance: 1990,
        mois_date_naissance: 3,
        jour_date_naissance: 8,
      },
      statut_rattachement: 'cotitulaire',
      donnees_immatriculation_vehicule: {
        numero_immatriculation: 'GH-417-KT',
        date_premiere_immatriculation: '2022-05-19',
        statut_location: { code: null, label: null },
      },
      caracteristiques_techniques_vehicule: {
        marque: 'RENAULT',
        denomination_commerciale: 'ZOE',
        genre_national: { code: 'VP', label: 'Véhicule particulier' },
        type_carburant: { code: 'EL', label: 'Électricité' },
        taux_co2: 0,
        classe_environnementale: { code: 'Euro 6', label: '' },
      },
    },
    { identity_matching: { family_name: 1, given_name: 1, birth_date: 1, overall_match: true } },
  ),
};

/** What was asked beside the person, for the routes that want it. */
export const PARAMETRES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  scolarite: { anneeScolaire: '2026' },
  scolarite_v3: { anneeScolaire: '2026' },
  indemnites: { identifiant: 'adele.v86' },
  demandeur_emploi: { identifiant: 'adele.v86' },
  statut_sportif: { identifiant: '12' },
  immatriculation_vehicule: { immatriculation: 'gh 417 kt' },
};

function scolarite() {
  return envelope({
    identite: { nom: 'D’Arc-Lemaitre', prenom: 'Adèle', sexe: 'F', date_naissance: '1990-03-08' },
    module_elementaire_formation: { code_mef_stat: '21150001110', libelle: '2NDE GENERALE' },
    etablissement: { code_uai: '0860034Y', code_ministere_tutelle: '06' },
    annee_scolaire: '2026-2027',
    est_scolarise: true,
    statut_eleve: { code: 'ST', libelle: 'SCOLAIRE' },
    est_boursier: true,
    echelon_bourse: 3,
  });
}
