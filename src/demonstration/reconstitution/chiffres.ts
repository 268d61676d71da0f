import { euros } from '../../values/montant.ts';

/**
 * What is published of the fund at 8 October 2021, and nothing else. Whatever a figure does not say (who, when, how much
 * each) is drawn among real collectivités, and marked as fictitious wherever it appears.
 */
export const AU_8_OCTOBRE_2021 = {
  /** « Axe 1 : 14,2 M€ »: 44 projects and 32 communities (lemondeinformatique.fr, usine-digitale.fr; secondary). */
  axe1: { montant: euros(14_200_000), beneficiaires: 76 },
  /** 75 laureates, 13.1 M€. */
  appelNational: { montant: euros(13_100_000), laureats: 75 },
  /** 104 lump sums of 5 000 €: 520 000 €. */
  franceConnect: { montant: euros(520_000), collectivites: 104 },
  /** Filed since 1 March 2021: 2 076 dossiers for 55.4 M€; more than 500 projects helped, 9.7 M€; more than 1 200 in instruction. */
  projetsLocaux: { deposes: 2_076, demande: euros(55_400_000), montant: euros(9_700_000) },
  /**
   * FranceConnect and API Particulier: « 280 collectivités », a total without its list, and the goal. No payment is
   * published: none is played.
   */
  deploiement: { raccordees: 280, visees: 1_000 },
} as const;

/**
 * Exact counts where the publication says « more than », and how the rest of the dossiers stand: conventions of Parvis,
 * so that the page has something to count.
 */
export const CONVENTIONS = { aides: 512, enInstruction: 1_240, refuses: 150, sansSuite: 40 } as const;

/** Laureates that the publication names, with their exact amounts. Their axis is a convention, as are cost and dates. */
export const NOMMES = {
  grandPoitiers: { siren: '200069854', montant: euros(146_984), objet: 'Projet lauréat du fonds' },
  creuse: { siren: '222309627', montant: euros(37_500), objet: 'Projet lauréat du fonds' },
  thierache: { siren: '200071983', montant: euros(27_000), objet: 'Projet lauréat du fonds' },
} as const;

/** « 297 000 € par département » (préfectures; secondary). */
export const ENVELOPPE_DEPARTEMENTALE = euros(297_000);
/** 30, 24 and 34 M€. */
export const AXES = [euros(30_000_000), euros(24_000_000), euros(34_000_000)] as const;
export const FORFAIT = euros(5_000);

export const OUVERTURE = '2021-03-01T09:00:00+01:00';
export const ARRETE_AU = '2021-10-08T12:00:00+02:00';

/** Who managed the fund in this demonstration. */
export const FONDS = { slug: 'dinum', siren: '130025265' } as const;
