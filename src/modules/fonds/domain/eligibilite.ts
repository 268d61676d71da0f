import { type Montant, minMontant, multiplyMontant } from '../../../values/montant.ts';
import type { Ratio } from '../../../values/ratio.ts';

/** What the fund gives: a lump sum, or a part of what is spent, cut at a ceiling when there is one. */
export type Aide =
  | { readonly type: 'forfait'; readonly montant: Montant }
  | { readonly type: 'taux'; readonly taux: Ratio; readonly plafond: Montant | undefined };

/** One condition of the session, and whether this collectivité meets it; `undefined` when that cannot be known. */
export type Critere = {
  readonly titre: string;
  readonly rempli: boolean | undefined;
  /** Where the condition comes from. */
  readonly source: string | undefined;
};

export type Eligibilite = {
  /** `undefined` when a fact is missing: it has to be asked. */
  readonly eligible: boolean | undefined;
  readonly criteres: readonly Critere[];
  readonly aide: Aide;
};

/** Rules that the platform asks for by name. */
export const REGLE = {
  eligible: 'éligible',
  taux: 'taux',
  plafond: 'plafond',
  forfait: 'forfait',
  depense: 'dépense éligible',
} as const;

/** Facts that it gives to the rules. */
export const FAITS = { type: 'type', population: 'population', depense: 'dépense' } as const;

/** What money may be spent on. */
export const DEPENSES = {
  service_en_ligne: 'Créer ou améliorer un service en ligne',
  donnees: 'Mieux utiliser les données',
  formation: 'Former les agents',
  accompagnement: 'Accompagner le changement',
  personnel: 'Payer du personnel',
  equipement: 'Acheter de l’équipement informatique',
} as const;

export type Depense = keyof typeof DEPENSES;

/** The most that the fund may give for this expense. Parts are cut to the cent below, as for every State grant. */
export function montantPossible(aide: Aide, depense: Montant): Montant {
  if (aide.type === 'forfait') return minMontant(aide.montant, depense);
  const part = multiplyMontant(depense, aide.taux, 'down');
  return aide.plafond === undefined ? part : minMontant(part, aide.plafond);
}

/** The criteria of a session: the names listed under `éligible`, each a rule with a title. Undefined when they are not so written. */
export function criteresDe(regles: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const names = blockOf(regles[REGLE.eligible])?.['toutes ces conditions'];
  if (!Array.isArray(names) || names.length === 0) return undefined;
  const valid = names.every((name) => typeof name === 'string' && texteDe(regles, name, 'titre') !== undefined);
  return valid ? names : undefined;
}

/** What the author of a rule says of it. */
export function texteDe(
  regles: Readonly<Record<string, unknown>>,
  regle: string,
  attribut: 'titre' | 'note',
): string | undefined {
  const texte = blockOf(regles[regle])?.[attribut];
  return typeof texte === 'string' ? texte : undefined;
}

function blockOf(regle: unknown): Record<string, unknown> | undefined {
  return typeof regle === 'object' && regle !== null ? { ...regle } : undefined;
}
