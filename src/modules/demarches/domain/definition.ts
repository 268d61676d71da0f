import type { Champ } from './champ.ts';
import type { Condition } from './condition.ts';

/** A démarche as data, checked and complete: what a version stores and everything else reads. */
export type Definition = {
  readonly id: string;
  readonly titre: string;
  /** One sentence, for the portal. */
  readonly resume: string;
  /** Paragraphs of the first page. */
  readonly presentation: readonly string[];
  /** « 10 minutes environ ». */
  readonly duree: string;
  /** What to have at hand. */
  readonly aPreparer: readonly string[];
  /** The data asked to other administrations, each with what it is for, so that the usager can consent. */
  readonly sources: readonly SourceDemandee[];
  readonly sections: readonly Section[];
  /** Publicodes rules by name, as plain data; empty when the démarche computes nothing. */
  readonly regles: Readonly<Record<string, unknown>>;
  /** Which answer gives its value to which rule: name of rule → path of an answer (`quotient.valeur`). */
  readonly situation: Readonly<Record<string, string>>;
  /** Who may ask: people for themselves, organisations through their members, or both. */
  readonly demandeurs: Demandeurs;
  /** Paths of the answers that name the applicant in lists and letters. */
  readonly demandeur: readonly string[];
  readonly decisions: Readonly<Record<Verdict, ModeleDecision>>;
  readonly courriels: Readonly<Record<Courriel, Modele>>;
  /** Months after the decision, then the dossier is removed from here (RGPD, art. 5.1.e). */
  readonly conservationMois: number;
};

export type Demandeurs = 'personnes' | 'organisations' | 'tous';
export type Verdict = 'accepte' | 'refuse' | 'sans_suite';
export type Courriel = 'depot' | 'correction' | 'message' | 'decision';

export type SourceDemandee = {
  /** Registered name, e.g. `api_particulier.quotient_familial`. */
  readonly id: string;
  /** « Pour calculer le prix du repas selon vos revenus. » */
  readonly finalite: string;
};

/** One section is one step: one page of the form. */
export type Section = {
  readonly id: string;
  readonly titre: string;
  readonly aide?: string;
  readonly condition?: Condition;
  readonly champs: readonly Champ[];
};

export type ModeleDecision = {
  /** Ready reasons, completed by the agent: a decision is always reasoned (CRPA, art. L211-2 and L211-5). */
  readonly motifs: readonly string[];
  readonly lettre: Modele;
};

/** A text with tags `{{ chemin }}`; the list of what a tag may name is in `modele.ts`. */
export type Modele = { readonly objet: string; readonly corps: string };

/** Every champ of the démarche, sections flattened; those inside a repetition stay with it. */
export function champsOfDefinition(definition: Definition): readonly Champ[] {
  return definition.sections.flatMap((section) => section.champs);
}

export function findSection(definition: Definition, id: string): Section | undefined {
  return definition.sections.find((section) => section.id === id);
}

/** True when a démarche is open to people, or to organisations. */
export function isOpenTo(definition: Pick<Definition, 'demandeurs'>, type: 'personnes' | 'organisations'): boolean {
  return definition.demandeurs === 'tous' || definition.demandeurs === type;
}
