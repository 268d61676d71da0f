import { addMonths, type Jour } from '../../../../values/jour.ts';
import { compareMontants, euros, type Montant, toDecimal } from '../../../../values/montant.ts';
import { compareRatios, divide, type Ratio, ratio } from '../../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../../values/result.ts';
import type { Siret } from '../../../../values/siret.ts';
import { CSV_END, csvLine } from '../csv.ts';
import { type Defaut, defaut } from '../defaut.ts';
import { COLONNES, type LigneScdl } from './colonnes.ts';
import { validerLigne } from './valider.ts';

/** A grant to publish, whoever awarded it: what the module that awards must say of it. */
export type SubventionAPublier = {
  readonly attribuant: { readonly nom: string; readonly siret: Siret };
  readonly dateConvention: Jour;
  readonly referenceDecision: string | null;
  /** One row each. The parts are of the whole amount. */
  readonly beneficiaires: readonly Beneficiaire[];
  readonly objet: string;
  /** Of all beneficiaries together. */
  readonly montant: Montant;
  readonly nature: 'aide en numéraire' | 'aide en nature' | 'aide en numéraire;aide en nature';
  /** When each payment of the plan is due. */
  readonly versements: readonly Jour[];
  /** Free text in place of « unique » and « échelonné », for what is neither. */
  readonly autresConditions?: string;
  /** When payments are only known to fall between two days: stands for the dates of the plan. */
  readonly periode?: readonly [Jour, Jour];
  readonly idRAE: string | null;
  readonly notificationUE: boolean;
  readonly dispositifAide: string | null;
};

type Beneficiaire = {
  readonly nom: string;
  readonly siret: Siret | null;
  readonly rna: string | null;
  readonly part: Ratio;
};

/** The rows of a grant, or why it cannot be published: nothing that the schema refuses is ever returned. */
export function lignesScdl(subvention: SubventionAPublier): Result<readonly LigneScdl[], readonly Defaut[]> {
  const lignes = subvention.beneficiaires.map((beneficiaire) => ligneOf(subvention, beneficiaire));
  const defauts = [...lignes.flatMap((ligne) => [...validerLigne(ligne)]), ...defautsOfParts(subvention)];
  if (lignes.length === 0) return refuse([defaut('nomBeneficiaire', 'obligatoire', '')]);
  return defauts.length > 0 ? refuse(defauts) : ok(lignes);
}

/** UTF-8, comma, decimal point, RFC 4180 (README of etalab/format-subventions). @returns the file, header included */
export function fichierScdl(lignes: Iterable<LigneScdl>): string {
  return ENTETE_SCDL + texteScdl(lignes);
}

/** The first line of every such file, with its end. */
export const ENTETE_SCDL = csvLine(COLONNES.map(({ nom }) => nom)) + CSV_END;

/** The lines of a file, each with its end. */
export function texteScdl(lignes: Iterable<LigneScdl>): string {
  let texte = '';
  for (const ligne of lignes) texte += csvLine(COLONNES.map(({ nom }) => ligne[nom])) + CSV_END;
  return texte;
}

/**
 * The last day to publish an agreement: three months from its signature (décret n° 2017-779, art. 1; arrêté of 17
 * November 2017).
 *
 * @param montantAnnuel what the beneficiary receives of this authority in the year
 * @returns null when nothing obliges: an agreement is due above 23 000 € only (décret n° 2001-495, art. 1)
 */
export function aPublierAvant(montantAnnuel: Montant, signature: Jour): Jour | null {
  return compareMontants(montantAnnuel, SEUIL) > 0 ? addMonths(signature, 3) : null;
}

const SEUIL = euros(23_000);

function ligneOf(subvention: SubventionAPublier, beneficiaire: Beneficiaire): LigneScdl {
  const { attribuant, versements, autresConditions, notificationUE } = subvention;
  return {
    nomAttribuant: attribuant.nom,
    idAttribuant: attribuant.siret,
    dateConvention: subvention.dateConvention,
    referenceDecision: subvention.referenceDecision ?? '',
    nomBeneficiaire: beneficiaire.nom,
    idBeneficiaire: beneficiaire.siret ?? '',
    rnaBeneficiaire: beneficiaire.rna ?? '',
    objet: subvention.objet,
    montant: toDecimal(subvention.montant),
    nature: subvention.nature,
    conditionsVersement: autresConditions ?? conditionsOf(versements.length),
    datesPeriodeVersement: periodeOf(subvention),
    idRAE: subvention.idRAE ?? '',
    notificationUE: notificationUE ? 'oui' : 'non',
    pourcentageSubvention: decimalOf(beneficiaire.part),
    dispositifAide: subvention.dispositifAide ?? '',
  };
}

/** Empty when there is no plan: the schema then refuses the row. */
function conditionsOf(versements: number): string {
  if (versements === 0) return '';
  return versements === 1 ? 'unique' : 'échelonné';
}

function periodeOf({ versements, periode }: SubventionAPublier): string {
  const jours = [...(periode ?? versements)].sort();
  const [first, last] = [jours[0], jours.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? first : `${first}/${last}`;
}

/** `0.05`, `0.3333`, `1`: four decimals at most, none that is useless. */
function decimalOf({ numerator, denominator }: Ratio): string {
  const tenThousandths = divide(BigInt(numerator) * 10_000n, BigInt(denominator), 'nearest');
  return String(Number(tenThousandths) / 10_000);
}

function defautsOfParts({ beneficiaires }: SubventionAPublier): readonly Defaut[] {
  const sum = beneficiaires.reduce((total, { part }) => addRatios(total, part), ratio(0, 1));
  if (compareRatios(sum, ratio(1, 1)) <= 0) return [];
  return [defaut('pourcentageSubvention', 'parts_exces', decimalOf(sum))];
}

function addRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}
