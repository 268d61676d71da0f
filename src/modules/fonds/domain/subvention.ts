import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Ratio } from '../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Siret } from '../../../values/siret.ts';
import type { TypeOperation } from './operation.ts';

export type Beneficiaire = {
  readonly siret: Siret;
  readonly nom: string;
  readonly type: TypeBeneficiaire;
  readonly departement: string | null;
  readonly region: string | null;
  readonly population: number | null;
};

/** What rules and figures ask of a beneficiary: what it is, where, and how large. */
export type Situation = Pick<Beneficiaire, 'type' | 'departement' | 'region' | 'population'>;

/** All that is known of a subvention, from its proposal to its end. */
export type Subvention = {
  readonly id: string;
  readonly organisationId: string;
  readonly enveloppeId: string;
  readonly dossierId: string | null;
  readonly numero: string;
  readonly statut: StatutSubvention;
  readonly beneficiaire: Beneficiaire;
  readonly objet: string;
  readonly cout: Montant;
  readonly assiette: Montant;
  readonly taux: Ratio;
  readonly montant: Montant;
  readonly autresAides: Montant;
  readonly financementsPrives: Montant;
  readonly derogationParticipation: string | null;
  readonly demandeRecue: Jour;
  readonly commencement: Jour | null;
  readonly commencerAvant: Jour | null;
  readonly finPrevue: Jour;
  readonly referenceDecision: string | null;
  readonly decideeLe: Jour | null;
  readonly conventionSigneeLe: Jour | null;
  readonly dureeMois: number | null;
  readonly garantie: boolean;
  readonly depenseReelle: Montant | null;
  readonly montantFinal: Montant | null;
  readonly soldeeLe: Jour | null;
  readonly reversementDu: Montant;
  readonly finMotif: string | null;
  readonly fictif: boolean;
  /** Of what the project makes, when it is shared: « EUPL-1.2 ». */
  readonly licence: string | null;
  /** Where its source code is: an https address. */
  readonly depotSource: string | null;
};

/** Where a subvention stands. */
export type StatutSubvention = 'proposee' | 'attribuee' | 'conventionnee' | 'soldee' | 'abandonnee' | 'caduque';

export const STATUTS: readonly StatutSubvention[] = [
  'proposee',
  'attribuee',
  'conventionnee',
  'soldee',
  'abandonnee',
  'caduque',
];

export type ActionSubvention =
  | 'attribuer'
  | 'declarer_commencement'
  | 'conventionner'
  | 'amender'
  | 'solder'
  | 'abandonner'
  | 'constater_caducite'
  | 'corriger_siret';

type Transition = {
  /** From where, and what it does to the credits that the subvention still holds; null: nothing. */
  readonly de: Readonly<Partial<Record<StatutSubvention, TypeOperation | null>>>;
  /** Absent: it stays where it is. */
  readonly vers?: StatutSubvention;
};

/** The life of a subvention. `applyAction` is the only function that reads it; use cases carry the effects. */
export const TRANSITIONS: Readonly<Record<ActionSubvention, Transition>> = {
  attribuer: { de: { proposee: 'engager' }, vers: 'attribuee' },
  declarer_commencement: { de: { attribuee: null, conventionnee: null } },
  conventionner: { de: { attribuee: null }, vers: 'conventionnee' },
  amender: { de: { conventionnee: null } },
  /** What the final account does not need is given back. */
  solder: { de: { conventionnee: 'desengager' }, vers: 'soldee' },
  abandonner: { de: { proposee: 'liberer', attribuee: 'desengager' }, vers: 'abandonnee' },
  constater_caducite: { de: { attribuee: 'desengager', conventionnee: 'desengager' }, vers: 'caduque' },
  /** Once decided, and whatever became of it: what is published of it has to be true. */
  corriger_siret: { de: { attribuee: null, conventionnee: null, soldee: null, caduque: null } },
};

export type Application = { readonly vers: StatutSubvention; readonly operation: TypeOperation | null };

/** @returns the new statut and the movement of credits, or the sentence that says why not */
export function applyAction(action: ActionSubvention, statut: StatutSubvention): Result<Application> {
  const { de, vers = statut } = TRANSITIONS[action];
  const operation = de[statut];
  if (operation === undefined) {
    return refuse(`La subvention est ${LIBELLES[statut].phrase} : cette action n’est plus possible.`);
  }
  return ok({ vers, operation });
}

/** What people read, on a tag and inside a sentence. */
export const LIBELLES: Readonly<Record<StatutSubvention, { readonly tag: string; readonly phrase: string }>> = {
  proposee: { tag: 'Proposée', phrase: 'proposée' },
  attribuee: { tag: 'Attribuée', phrase: 'attribuée' },
  conventionnee: { tag: 'Conventionnée', phrase: 'conventionnée' },
  soldee: { tag: 'Soldée', phrase: 'soldée' },
  abandonnee: { tag: 'Abandonnée', phrase: 'abandonnée' },
  caduque: { tag: 'Caduque', phrase: 'caduque' },
};

export type TypeBeneficiaire = 'commune' | 'epci' | 'departement' | 'region' | 'syndicat' | 'autre';

export const TYPES_BENEFICIAIRE: Readonly<Record<TypeBeneficiaire, string>> = {
  commune: 'Commune',
  epci: 'Intercommunalité à fiscalité propre',
  departement: 'Département',
  region: 'Région',
  syndicat: 'Syndicat',
  autre: 'Autre',
};
