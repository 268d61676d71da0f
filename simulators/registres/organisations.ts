import { organisations as publics } from '../people/organisations.ts';

/** An establishment and its legal unit, as the register of Insee holds them. */
export interface Inscrite {
  readonly siret: string;
  /** What this one is here to show, in one French line. */
  readonly cas: string;
  readonly nom: string;
  /** Present for a natural person, whose `nom` is then the birth name. */
  readonly prenom?: string;
  readonly forme: readonly [code: string, libelle: string];
  readonly rna?: string;
  readonly adresse: {
    readonly numero: string | null;
    readonly type: string;
    readonly libelle: string;
    readonly codePostal: string;
    readonly commune: string;
    readonly codeCommune: string;
  };
  /** Seconds since 1970, negative before. */
  readonly creee: number;
  /** The day on which the establishment closed, AAAA-MM-JJ. */
  readonly fermee?: string;
  /** The legal unit ceased with it. */
  readonly cessee?: boolean;
  readonly diffusion: 'diffusible' | 'partiellement_diffusible';
  /** Another number that leads here. */
  readonly ancienSiret?: string;
}

const association = ['9220', 'Association déclarée '] as const;
const poitiers = { codePostal: '86000', commune: 'POITIERS', codeCommune: '86194' };

/** Invented, but for the public bodies: their numbers pass the keys and belong to nobody else here. */
export const inscrites: readonly Inscrite[] = [
  {
    siret: '90000001900019',
    cas: 'Association ordinaire, ouverte',
    nom: 'ASSOCIATION DES PARENTS D’ÉLÈVES DES FEUILLANTS',
    forme: association,
    rna: 'W863000019',
    adresse: { numero: '14', type: 'RUE', libelle: 'DES FEUILLANTS', ...poitiers },
    creee: 931_298_400,
    diffusion: 'diffusible',
  },
  {
    siret: '90000002700012',
    cas: 'Association fondée en 1952 (date négative)',
    nom: 'L’AMICALE BOULISTE DU CLAIN',
    forme: association,
    rna: 'W863000027',
    adresse: { numero: '3', type: 'RUE', libelle: 'DE SLOVÉNIE', ...poitiers },
    creee: -556_765_200,
    diffusion: 'diffusible',
  },
  {
    siret: '90000003500015',
    cas: 'Établissement fermé, unité légale cessée',
    nom: 'COMITÉ DES FÊTES DE LA ROCHE',
    forme: association,
    rna: 'W863000035',
    adresse: {
      numero: '27',
      type: 'RUE',
      libelle: 'DU CHAMP DE FOIRE',
      codePostal: '86180',
      commune: 'BUXEROLLES',
      codeCommune: '86041',
    },
    creee: 605_746_800,
    fermee: '2024-06-30',
    cessee: true,
    diffusion: 'diffusible',
  },
  {
    siret: '90000004300019',
    cas: 'Personne physique en diffusion partielle\u00a0: nom et voie masqués',
    nom: 'LANDREAU',
    prenom: 'ODILE',
    forme: ['1000', 'Entrepreneur individuel'],
    adresse: {
      numero: '8',
      type: 'ALLÉE',
      libelle: 'DES NOYERS',
      codePostal: '86360',
      commune: 'CHASSENEUIL-DU-POITOU',
      codeCommune: '86062',
    },
    creee: 1_326_303_200,
    diffusion: 'partiellement_diffusible',
  },
  {
    siret: '90000005000014',
    cas: 'Société\u00a0; le numéro 900 000 068 00016 redirige vers elle',
    nom: 'BROCANTES DU POITOU',
    forme: ['5499', 'Société à responsabilité limitée (sans autre indication)'],
    adresse: {
      numero: '112',
      type: 'ROUTE',
      libelle: 'DE POITIERS',
      codePostal: '86280',
      commune: 'SAINT-BENOIT',
      codeCommune: '86214',
    },
    creee: 1_085_349_600,
    diffusion: 'diffusible',
    ancienSiret: '90000006800016',
  },
  ...[publics.poitiers, publics.grandPoitiers, publics.creuse, publics.thierache, publics.flayat].map(
    ({ nom, siret }): Inscrite => ({
      siret,
      cas: 'Collectivité',
      nom: nom.toUpperCase(),
      forme:
        nom.startsWith('Ville') || nom.startsWith('Commune ')
          ? ['7210', 'Commune et commune nouvelle']
          : ['7348', 'Autre collectivité territoriale'],
      adresse: { numero: '1', type: 'PLACE', libelle: 'DE LA MAIRIE', ...poitiers },
      creee: 347_151_600,
      diffusion: 'diffusible',
    }),
  ),
];

export function findInscrite(siret: string): Inscrite | undefined {
  return inscrites.find((one) => one.siret === siret || one.ancienSiret === siret);
}
