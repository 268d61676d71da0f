import type { TypeActe } from './acte.ts';

/** What the tags of the text of an act may name: phrases stand in a sentence, blocs alone on their line. */
export type BalisesActe = { readonly phrases: Readonly<Record<string, string>>; readonly blocs: readonly string[] };

const COMMUNES = {
  'organisation.nom': 'qui attribue la subvention',
  'beneficiaire.nom': 'le bénéficiaire',
  'beneficiaire.siret': 'son numéro SIRET',
  'subvention.numero': 'le numéro de la subvention',
  'subvention.objet': 'le projet',
  'subvention.demande_recue': 'la date de réception de la demande',
  'subvention.cout': 'le coût prévisionnel du projet',
  'subvention.assiette': 'la dépense subventionnable',
  'subvention.taux': 'le taux',
  'subvention.montant': 'le montant maximal',
  'decision.reference': 'l’acte qui attribue la subvention',
  'decision.date': 'sa date',
} as const;

const CONVENTION = {
  'convention.date': 'la date de signature de la convention',
  'convention.duree': 'la durée du projet',
  'convention.plafond_acomptes': 'le plus que l’avance et les acomptes peuvent atteindre',
} as const;

const CORRECTION = {
  'correction.motif': 'pourquoi le numéro du bénéficiaire change',
  'correction.date': 'le jour de la correction',
} as const;

export const BALISES_ACTE = {
  arrete: { phrases: COMMUNES, blocs: ['clause.financement', 'clause.calendrier'] },
  notification: { phrases: COMMUNES, blocs: ['clause.calendrier'] },
  convention: {
    phrases: { ...COMMUNES, ...CONVENTION },
    blocs: ['clause.financement', 'clause.calendrier', 'clause.garantie', 'plan.versements'],
  },
  avenant: {
    phrases: {
      ...COMMUNES,
      ...CONVENTION,
      'avenant.motif': 'pourquoi la convention change',
      'avenant.date': 'la date de signature de l’avenant',
    },
    blocs: ['clause.fin', 'plan.versements'],
  },
  arrete_modificatif: { phrases: { ...COMMUNES, ...CORRECTION }, blocs: ['clause.beneficiaire'] },
  avenant_beneficiaire: {
    phrases: { ...COMMUNES, ...CORRECTION, 'convention.date': CONVENTION['convention.date'] },
    blocs: ['clause.beneficiaire'],
  },
  caducite: {
    phrases: { ...COMMUNES, 'caducite.reference': 'la décision qui constate la caducité' },
    blocs: ['caducite.cause', 'clause.versements'],
  },
  reversement: {
    phrases: {
      ...COMMUNES,
      'reversement.montant': 'le montant à reverser',
      'reversement.verse': 'ce qui a été versé',
    },
    blocs: ['reversement.motif'],
  },
} as const satisfies Record<TypeActe, BalisesActe>;

type Phrases<T extends TypeActe> = Readonly<Record<keyof (typeof BALISES_ACTE)[T]['phrases'], string>>;
type Blocs<T extends TypeActe> = (typeof BALISES_ACTE)[T]['blocs'][number];

/** A value for each tag that the text of this type may name: no hole can be left. */
export type ValeursActe<T extends TypeActe> = {
  readonly phrases: Phrases<T>;
  /** One paragraph a sentence. */
  readonly clauses: Readonly<Record<Exclude<Blocs<T>, 'plan.versements'>, readonly string[]>>;
};

/** The same, once its type no longer matters. */
export type ValeursLues = {
  readonly phrases: Readonly<Record<string, string>>;
  readonly clauses: Readonly<Record<string, readonly string[]>>;
};
