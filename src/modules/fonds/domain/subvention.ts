import { ok, type Result, refuse } from '../../../values/result.ts';
import type { TypeOperation } from './operation.ts';

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
