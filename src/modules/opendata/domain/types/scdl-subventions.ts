import {
  type LireCellule,
  lireChoix,
  lireDate,
  lireMontant,
  lirePart,
  lirePeriode,
  lireRna,
  lireSiret,
  lireTexte,
} from '../cellules.ts';
import { type Defaut, isErreur } from '../defaut.ts';
import { COLONNES, type LigneScdl, type NomColonneScdl } from '../scdl/colonnes.ts';
import { validerLigne } from '../scdl/valider.ts';
import type { TypeImport } from '../type-import.ts';

/** Headers met in published files, besides the names of the schema and those that only differ by capitals or spaces. */
const VARIANTES: Readonly<Partial<Record<NomColonneScdl, readonly string[]>>> = {
  nomAttribuant: ['Nom de l’attribuant', 'Nom attributaire', 'Attribuant'],
  idAttribuant: [
    'Identification de l’attribuant',
    'Identification de l’attribuant (SIRET)',
    'Identification de l’attributaire',
    'SIRET attribuant',
  ],
  dateConvention: [
    'Date de convention',
    'Date de la convention',
    'Date de la convention de subvention',
    'Date de la convention de subvention (AAAA-MM-JJ)',
  ],
  referenceDecision: ['Référence de la décision', 'Référence décision'],
  nomBeneficiaire: ['Nom du bénéficiaire', 'Bénéficiaire'],
  idBeneficiaire: [
    'Identification du bénéficiaire',
    'Identification SIRET du bénéficiaire',
    'SIRET bénéficiaire',
    'Numéro SIRET',
  ],
  rnaBeneficiaire: ['Identification RNA du bénéficiaire', 'Numéro RNA', 'RNA'],
  objet: ['object', 'Objet de la convention', 'Objet de la subvention', 'Objet du dossier'],
  montant: ['Montant total de la subvention', 'Montant de la subvention'],
  nature: ['Nature de la subvention'],
  conditionsVersement: ['Conditions de versement', 'Conditions de versement de la subvention'],
  datesPeriodeVersement: [
    'Date de versement',
    'Période de versement',
    'Date ou période de versement',
    'Date(s) ou période(s) de versement',
    'Date(s) ou période(s) de versement (AAAA-MM-JJ)',
    'datePeriodeDeVersement',
  ],
  idRAE: ['Numéro de référencement au répertoire des entreprises', 'Identifiant RAE'],
  notificationUE: ['Aide notifiée à l’Europe', 'Notification UE', 'Aide d’État notifiée à la Commission européenne'],
  pourcentageSubvention: [
    'Pourcentage du montant de la subvention attribuée au bénéficiaire',
    'Pourcentage de la subvention',
    'pourcentage',
  ],
  dispositifAide: ['Dispositif d’aide'],
};

const [NUMERAIRE, NATURE] = ['aide en numéraire', 'aide en nature'];

const LECTURES: Readonly<Record<NomColonneScdl, LireCellule>> = {
  nomAttribuant: lireTexte,
  idAttribuant: lireSiret,
  dateConvention: lireDate,
  referenceDecision: lireTexte,
  nomBeneficiaire: lireTexte,
  idBeneficiaire: lireSiret,
  rnaBeneficiaire: lireRna,
  objet: lireTexte,
  montant: lireMontant,
  nature: lireChoix([NUMERAIRE, NATURE, `${NUMERAIRE};${NATURE}`, `${NATURE};${NUMERAIRE}`], {
    numéraire: NUMERAIRE,
    'subvention en numéraire': NUMERAIRE,
    nature: NATURE,
    'subvention en nature': NATURE,
  }),
  conditionsVersement: lireChoix(['unique', 'échelonné', 'autre'], {
    échelonnée: 'échelonné',
    'versement unique': 'unique',
  }),
  datesPeriodeVersement: lirePeriode,
  idRAE: lireTexte,
  notificationUE: lireChoix(['oui', 'non'], {
    o: 'oui',
    n: 'non',
    true: 'oui',
    false: 'non',
    vrai: 'oui',
    faux: 'non',
  }),
  pourcentageSubvention: lirePart,
  dispositifAide: lireTexte,
};

/** An agreement may have several beneficiaries, and a beneficiary several grants on one day. */
const CLE = [
  'idAttribuant',
  'referenceDecision',
  'dateConvention',
  'idBeneficiaire',
  'rnaBeneficiaire',
  'nomBeneficiaire',
  'objet',
  'datesPeriodeVersement',
] as const satisfies readonly NomColonneScdl[];

/** Grants published in the format of the SCDL or of the arrêté of 17 November 2017, spoilt by spreadsheets or not. */
export const scdlSubventions: TypeImport = {
  id: 'scdl-subventions',
  nom: 'Subventions au format SCDL',
  format: 'csv',
  colonnes: COLONNES.map(({ nom, requis }) => ({ nom, requise: requis, variantes: VARIANTES[nom] ?? [] })),
  lire(cellules) {
    const defauts: Defaut[] = [];
    const lues = Object.fromEntries(
      COLONNES.map(({ nom }) => {
        const { texte, defaut } = LECTURES[nom](nom, cellules[nom] ?? '');
        if (defaut) defauts.push(defaut);
        return [nom, texte];
      }),
    ) as LigneScdl;
    // Why a cell could not be read says more than that it breaks the schema.
    const explained = new Set(defauts.filter(isErreur).map(({ colonne }) => colonne));
    defauts.push(...validerLigne(lues).filter(({ colonne }) => !explained.has(colonne)));
    return { cle: CLE.map((nom) => lues[nom]).join('\u001f'), valeurs: lues, defauts };
  },
};
