import Engine, { isPublicodesError, type RawPublicodes } from 'publicodes';
import type { LigneExplication } from '../champ.ts';
import { constanteOf, type SituationLue } from './entrees.ts';
import { expliquer } from './explication.ts';
import { type Resultat, resultatOf } from './resultat.ts';

/** Publicodes rules, whoever they are for, ready to be evaluated. Compiled once: it is what costs. */
export type ReglesCompilees = {
  readonly engine: Engine;
  /** As they were written, by name. */
  readonly regles: Readonly<Record<string, unknown>>;
};

/** @throws PublicodesError on rules that do not compile: they are checked where they are loaded */
export function compilerRegles(regles: Readonly<Record<string, unknown>>): ReglesCompilees {
  return {
    engine: new Engine(structuredClone(regles) as RawPublicodes<string>, { logger: SILENT, warn: false }),
    regles,
  };
}

/** What one rule gives in the situation that was set last. */
export type Evaluation = {
  readonly resultat: Resultat;
  /** Names of the rules whose value is missing. */
  readonly manquantes: readonly string[];
  /** How it was reached, line by line: to ask before another situation is set. */
  readonly expliquer: () => readonly LigneExplication[];
};

/**
 * @param lues answers as people read them, by rule
 * @returns undefined for what the rules cannot take, such as a date in the year 0
 */
export function evaluerRegle(
  { engine, regles }: ReglesCompilees,
  regle: string,
  lues: SituationLue['lues'],
): Evaluation | undefined {
  try {
    const node = engine.evaluate(regle);
    return {
      resultat: resultatOf(node),
      manquantes: Object.keys(node.missingVariables),
      expliquer: () => expliquer(node, regles, lues),
    };
  } catch (error) {
    // Rules are checked when they are loaded; what remains is an answer that they cannot take.
    if (isPublicodesError(error) || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Plain facts, by rule: for rules that no form feeds. What is absent is unknown. */
export function poserFaits(
  { engine }: ReglesCompilees,
  faits: Readonly<Record<string, string | number | boolean>>,
): void {
  engine.setSituation(
    Object.fromEntries(Object.entries(faits).map(([regle, valeur]) => [regle, { constant: constanteOf(valeur) }])),
  );
}

/** The loader listens to what the engine says; nobody does while dossiers are computed. */
const SILENT = { log() {}, warn() {}, error() {} };
