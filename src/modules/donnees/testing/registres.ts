/** Answers of the public registers, short but in their real shape. Invented, like the numbers in them. */

export const SIRET_APE = '90000001900019';

/** @param change goes over `data`; `unite` over the legal unit in it */
export function etablissementEntreprise(change: object = {}, unite: object = {}, meta: object = {}) {
  return {
    data: {
      siret: SIRET_APE,
      etat_administratif: 'A',
      date_fermeture: null,
      status_diffusion: 'diffusible',
      enseigne: null,
      unite_legale: {
        siren: '900000019',
        rna: 'W863000019',
        status_diffusion: 'diffusible',
        type: 'personne_morale',
        personne_morale_attributs: { raison_sociale: 'ASSOCIATION DES PARENTS D’ÉLÈVES', sigle: null },
        personne_physique_attributs: { prenom_usuel: null, nom_usage: null, nom_naissance: null },
        forme_juridique: { code: '9220', libelle: 'Association déclarée ' },
        etat_administratif: 'A',
        date_creation: -556_765_200,
        ...unite,
      },
      adresse: {
        status_diffusion: 'diffusible',
        complement_adresse: null,
        numero_voie: '14',
        indice_repetition_voie: null,
        type_voie: 'RUE',
        libelle_voie: 'DES FEUILLANTS',
        code_postal: '86000',
        libelle_commune: 'POITIERS',
        libelle_commune_etranger: null,
        libelle_pays_etranger: null,
      },
      ...change,
    },
    links: {},
    meta: { date_derniere_mise_a_jour: 1_761_951_600, redirect_from_siret: null, ...meta },
  };
}

/** @param change goes over the legal unit; `lieu` over its establishment */
export function rechercheOuverte(change: object = {}, lieu: object = {}) {
  const siege = {
    siret: SIRET_APE,
    etat_administratif: 'A',
    statut_diffusion_etablissement: 'O',
    adresse: '14 RUE DES FEUILLANTS 86000 POITIERS',
    code_postal: '86000',
    libelle_commune: 'POITIERS',
    date_fermeture: null,
    ...lieu,
  };
  const unite = {
    siren: '900000019',
    nom_complet: 'association des parents d’élèves',
    nom_raison_sociale: 'ASSOCIATION DES PARENTS D’ÉLÈVES',
    nature_juridique: '9220',
    etat_administratif: 'A',
    statut_diffusion: 'O',
    date_fermeture: null,
    siege,
    matching_etablissements: [],
    complements: { identifiant_association: 'W863000019' },
    ...change,
  };
  return { results: [unite], total_results: 1, page: 1, per_page: 1, total_pages: 1 };
}

export function adresseBan(change: object = {}, coordinates: readonly unknown[] = [0.346, 46.578]) {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties: {
      label: '14 Rue des Feuillants 86000 Poitiers',
      score: 0.97,
      housenumber: '14',
      id: '86194_2440_00014',
      type: 'housenumber',
      name: '14 Rue des Feuillants',
      postcode: '86000',
      citycode: '86194',
      city: 'Poitiers',
      context: '86, Vienne, Nouvelle-Aquitaine',
      importance: 0.6,
      street: 'Rue des Feuillants',
      ...change,
    },
  };
}

export function collectionBan(...features: readonly unknown[]) {
  return { type: 'FeatureCollection', features, query: '14 rue des feuillants' };
}
