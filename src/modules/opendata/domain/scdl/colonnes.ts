/**
 * The schema « subventions » 2.1.1 of the Socle commun des données locales (SCDL), column by column in its order. A test
 * holds it against the published schema, where it is at hand.
 */
const COLONNES_SCDL = [
  { nom: 'nomAttribuant', type: 'texte', requis: true },
  { nom: 'idAttribuant', type: 'siret', requis: true, motif: /^\d{14}$/ },
  { nom: 'dateConvention', type: 'date', requis: true },
  { nom: 'referenceDecision', type: 'texte', requis: false },
  { nom: 'nomBeneficiaire', type: 'texte', requis: true },
  { nom: 'idBeneficiaire', type: 'siret', requis: false },
  { nom: 'rnaBeneficiaire', type: 'rna', requis: false, motif: /^W\d{9}$/ },
  { nom: 'objet', type: 'texte', requis: true, longueur: 256 },
  { nom: 'montant', type: 'nombre', requis: true },
  {
    nom: 'nature',
    type: 'choix',
    requis: true,
    valeurs: [
      'aide en numéraire',
      'aide en nature',
      'aide en numéraire;aide en nature',
      'aide en nature;aide en numéraire',
    ],
  },
  { nom: 'conditionsVersement', type: 'texte', requis: true, longueur: 256 },
  {
    nom: 'datesPeriodeVersement',
    type: 'periode',
    requis: true,
    motif: /^[0-9]{4}-[0-9]{2}-[0-9]{2}(\/[0-9]{4}-[0-9]{2}-[0-9]{2})?$/,
  },
  { nom: 'idRAE', type: 'texte', requis: false, longueur: 5 },
  { nom: 'notificationUE', type: 'choix', requis: true, valeurs: ['oui', 'non'] },
  { nom: 'pourcentageSubvention', type: 'part', requis: true, minimum: 0.01, maximum: 1 },
  { nom: 'dispositifAide', type: 'texte', requis: false },
] as const satisfies readonly ColonneScdl[];

type ColonneScdl = {
  readonly nom: string;
  readonly type: 'texte' | 'siret' | 'rna' | 'date' | 'periode' | 'nombre' | 'choix' | 'part';
  readonly requis: boolean;
  readonly motif?: RegExp;
  readonly longueur?: number;
  readonly valeurs?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
};

export type NomColonneScdl = (typeof COLONNES_SCDL)[number]['nom'];

/** One row, as text, under the names of the schema. An absent value is an empty text. */
export type LigneScdl = Readonly<Record<NomColonneScdl, string>>;

/** The same columns, as the validator walks them. */
export const COLONNES: readonly (ColonneScdl & { readonly nom: NomColonneScdl })[] = COLONNES_SCDL;
