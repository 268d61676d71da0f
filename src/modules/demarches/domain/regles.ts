import type { Calcul, Champ, ContexteChamp } from './champ.ts';
import { champsOfDefinition, type Definition } from './definition.ts';
import { reglesDuModele } from './modele.ts';
import { compilerRegles, evaluerRegle, type ReglesCompilees } from './regles/compilees.ts';
import { type Entree, entreesOf, situationOf } from './regles/entrees.ts';
import { titreOf } from './regles/explication.ts';
import { formatValeur, type Resultat } from './regles/resultat.ts';
import type { Reponses } from './valeur.ts';

/** The rules of one version of a démarche, ready to be evaluated. Compiled once: it is what costs. */
export type Regles = ReglesCompilees & {
  readonly definition: Definition;
  readonly entrees: readonly Entree[];
  /** Names of the rules whose value is shown somewhere. */
  readonly montrees: readonly string[];
};

/** @throws PublicodesError on rules that do not compile: `loadDefinition` refuses them before they get here */
export function compileRegles(definition: Definition): Regles {
  return {
    ...compilerRegles(definition.regles),
    definition,
    entrees: entreesOf(definition),
    montrees: reglesMontrees(definition),
  };
}

/**
 * Every rule that the démarche shows, by name. An amount is in euros, rounded to the cent by `centimesOf` and by nothing
 * else, and its text is written from those cents. A value that cannot be computed yet names what is missing. An absurd
 * answer gives a calculation without value, never an exception.
 *
 * @param reponses only those of visible champs: a hidden answer must not weigh on a price
 */
export function calculer(
  regles: Regles,
  reponses: Reponses,
  contexte: Omit<ContexteChamp, 'calculs'>,
): ReadonlyMap<string, Calcul> {
  const { situation, lues } = situationOf(regles.entrees, reponses, { ...contexte, calculs: NONE });
  regles.engine.setSituation(situation);
  return new Map(regles.montrees.map((regle) => [regle, calculOf(regles, regle, lues)]));
}

/** The type of champ that shows a rule, named by its option `regle`. */
export const TYPE_CALCULE = 'calcule';

export function regleDuChamp(champ: Champ): string | undefined {
  if (champ.type !== TYPE_CALCULE) return undefined;
  const { regle } = champ.options as { readonly regle?: unknown };
  return typeof regle === 'string' ? regle : undefined;
}

function reglesMontrees(definition: Definition): readonly string[] {
  const champs = champsOfDefinition(definition).flatMap((champ) => regleDuChamp(champ) ?? []);
  const lettres = Object.values(definition.decisions).map(({ lettre }) => lettre);
  const textes = [...lettres, ...Object.values(definition.courriels)].flatMap(reglesDuModele);
  return [...new Set([...champs, ...textes])];
}

function calculOf(regles: Regles, regle: string, lues: ReadonlyMap<string, string>): Calcul {
  const evaluation = evaluerRegle(regles, regle, lues);
  if (!evaluation) return SANS_VALEUR;
  const { resultat, manquantes, expliquer } = evaluation;
  if (resultat.type === 'inconnu') return { ...SANS_VALEUR, manque: manquesOf(regles, manquantes) };
  return { valeur: valeurOf(resultat), texte: formatValeur(resultat), explication: expliquer(), manque: [] };
}

/** What the usager still has to answer, in the words of the rule, else of the question. */
function manquesOf({ entrees, definition }: Regles, missing: readonly string[]): readonly string[] {
  const names = entrees
    .filter(({ regle }) => missing.includes(regle) && !hasDefault(definition.regles[regle]))
    .map(({ regle, libelle }) => sansMajuscule(titreOf(definition.regles[regle]) ?? libelle));
  return [...new Set(names)];
}

/** A rule that does without its answer is never what is missing. */
function hasDefault(regle: unknown): boolean {
  return typeof regle === 'object' && regle !== null && 'par défaut' in regle;
}

/** Inside a sentence; « QF » stays. */
function sansMajuscule(texte: string): string {
  return texte.replace(/^\p{Lu}(?=[\p{Ll}’])/u, (letter) => letter.toLocaleLowerCase('fr'));
}

function valeurOf(resultat: Exclude<Resultat, { type: 'inconnu' }>): Calcul['valeur'] {
  if (resultat.type === 'sans_objet') return undefined;
  return resultat.type === 'montant' ? resultat.valeur / 100 : resultat.valeur;
}

const SANS_VALEUR: Calcul = { valeur: undefined, texte: '', explication: [], manque: [] };
const NONE: ContexteChamp['calculs'] = new Map();
