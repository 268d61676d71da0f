import type { Inscrite } from '../registres/organisations.ts';

/** The bodies of API Entreprise, every key of the real ones included. */

const BASE = 'https://entreprise.api.gouv.fr';
const NAF = {
  code: '94.99Z',
  nomenclature: 'NAFRev2',
  libelle: 'Autres organisations fonctionnant par adhésion volontaire',
};
const EFFECTIF = { de: null, a: null, code: 'NN', date_reference: null, intitule: 'Unités non employeuses' };
const MIS_A_JOUR = 1_761_951_600;

/** @param asked the number of the question: another one leads here by redirection */
export function etablissementPayload(one: Inscrite, asked: string) {
  const { adresse } = one;
  const street = [adresse.numero, adresse.type, adresse.libelle].filter(Boolean).join(' ');
  return {
    data: {
      siret: one.siret,
      siege_social: true,
      etat_administratif: one.fermee ? 'F' : 'A',
      date_fermeture: one.fermee ? unix(one.fermee) : null,
      enseigne: null,
      status_diffusion: one.diffusion,
      activite_principale: NAF,
      activite_principale_naf_rev2: NAF,
      tranche_effectif_salarie: EFFECTIF,
      diffusable_commercialement: one.diffusion === 'diffusible',
      date_creation: one.creee,
      unite_legale: uniteOf(one),
      adresse: {
        complement_adresse: null,
        numero_voie: adresse.numero,
        indice_repetition_voie: null,
        type_voie: adresse.type,
        libelle_voie: adresse.libelle,
        code_postal: adresse.codePostal,
        libelle_commune: adresse.commune,
        libelle_commune_etranger: null,
        distribution_speciale: null,
        code_commune: adresse.codeCommune,
        code_cedex: null,
        libelle_cedex: null,
        code_pays_etranger: null,
        libelle_pays_etranger: null,
        status_diffusion: one.diffusion,
        acheminement_postal: {
          l1: one.nom,
          l2: '',
          l3: '',
          l4: street,
          l5: '',
          l6: `${adresse.codePostal} ${adresse.commune}`,
          l7: 'FRANCE',
        },
      },
    },
    links: { unite_legale: `${BASE}/v4/insee/sirene/unites_legales/${one.siret.slice(0, 9)}` },
    meta: { date_derniere_mise_a_jour: MIS_A_JOUR, redirect_from_siret: asked === one.siret ? null : asked },
  };
}

export function unitePayload(one: Inscrite, asked: string) {
  const siren = one.siret.slice(0, 9);
  return {
    data: { ...uniteOf(one), date_cessation: one.cessee && one.fermee ? unix(one.fermee) : null },
    links: {
      siege_social: `${BASE}/v4/insee/sirene/etablissements/${one.siret}`,
      siege_social_adresse: `${BASE}/v4/insee/sirene/etablissements/${one.siret}/adresse`,
    },
    meta: { date_derniere_mise_a_jour: MIS_A_JOUR, redirect_from_siren: asked === siren ? null : asked },
  };
}

export function associationPayload(one: Inscrite) {
  const { adresse } = one;
  return {
    data: {
      rna: one.rna,
      ancien_id: null,
      siren: one.siret.slice(0, 9),
      nom: one.nom,
      sigle: null,
      reconnue_utilite_publique: false,
      siret_siege: one.siret,
      forme_juridique: { code: one.forme[0], libelle: one.forme[1] },
      regime: 'Loi 1901',
      groupement: 'Simple',
      active: one.fermee === undefined,
      date_creation: new Date(one.creee * 1000).toISOString().slice(0, 10),
      date_dissolution: one.fermee ?? null,
      adresse_siege: {
        complement: null,
        numero_voie: adresse.numero,
        type_voie: adresse.type,
        libelle_voie: adresse.libelle,
        distribution: null,
        code_insee: adresse.codeCommune,
        code_postal: adresse.codePostal,
        commune: adresse.commune,
      },
      etablissements: [],
    },
    links: {},
    meta: {},
  };
}

function uniteOf(one: Inscrite) {
  const personne = one.prenom !== undefined;
  return {
    siren: one.siret.slice(0, 9),
    rna: one.rna ?? null,
    siret_siege_social: one.siret,
    status_diffusion: one.diffusion,
    type: personne ? 'personne_physique' : 'personne_morale',
    personne_morale_attributs: { raison_sociale: personne ? null : one.nom, sigle: null },
    personne_physique_attributs: {
      pseudonyme: null,
      prenom_usuel: one.prenom ?? null,
      prenom_1: one.prenom ?? null,
      prenom_2: null,
      prenom_3: null,
      prenom_4: null,
      nom_usage: null,
      nom_naissance: personne ? one.nom : null,
      sexe: personne ? 'F' : null,
    },
    categorie_entreprise: 'PME',
    diffusable_commercialement: one.diffusion === 'diffusible',
    forme_juridique: { code: one.forme[0], libelle: one.forme[1] },
    activite_principale: NAF,
    activite_principale_naf_rev2: NAF,
    tranche_effectif_salarie: EFFECTIF,
    economie_sociale_et_solidaire: null,
    date_creation: one.creee,
    etat_administratif: one.cessee ? 'C' : 'A',
  };
}

/** Midnight in Paris is the day before in Greenwich: noon is the same day in both. */
function unix(jour: string): number {
  return Date.parse(`${jour}T12:00:00Z`) / 1000;
}
