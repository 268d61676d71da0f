import { count } from '../../../values/french.ts';
import { compareFractions, type Fraction, fraction, mean, minus, plus, writeFraction } from './fraction.ts';

/**
 * How requests are ranked. Exact arithmetic only: no number is ever rounded, so that the same inputs give the same
 * ranking on any machine, for ever. A change of method is a new number, and the older one stays.
 *
 * Algorithm 1. With w the weights and n the notes (integers from 0 to 5), an evaluation is worth Σ w·n / Σ w.
 * - `aucune`: the score of a request is the mean of its evaluations.
 * - `par_evaluateur`: an evaluation first loses the mean of all that its reviewer gave, and gets the mean of all that
 *   everybody gave instead. A severe reviewer and a generous one then weigh the same. A reviewer of a single request
 *   cannot be told severe or generous, and is left as is. No deviation is divided by another: that would take a root,
 *   which is not exact.
 * Requests are sorted by score; equal ones by the mean (not normalised) of each criterion of `departages` in turn, then
 * by the instant of their deposit, then by identifier. Those with fewer evaluations than the quorum are not ranked.
 */
export const ALGORITHME = 1;

export const NORMALISATIONS = ['aucune', 'par_evaluateur'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

export type EvaluationRetenue = {
  readonly evaluateur: string;
  /** By criterion. */
  readonly notes: Readonly<Record<string, number>>;
};

export type Entrees = {
  readonly algorithme: number;
  readonly normalisation: Normalisation;
  readonly grille: {
    readonly empreinte: string;
    readonly criteres: readonly { readonly id: string; readonly poids: number }[];
    readonly quorum: number;
    readonly departages: readonly string[];
  };
  readonly candidatures: readonly CandidatureAClasser[];
};

export type CandidatureAClasser = {
  readonly dossier: string;
  /** ISO 8601, UTC. */
  readonly deposeeLe: string;
  /** Submitted under this grid, by reviewers without conflict. */
  readonly evaluations: readonly EvaluationRetenue[];
  /** Reviewers who were asked, and did not answer. */
  readonly attendues: number;
  /** Reviewers in conflict: they never count. */
  readonly recusees: number;
};

/** What put a request after the one before it: its score, a criterion, its deposit, or its identifier. */
export type Departage =
  | { readonly par: 'score' | 'depot' | 'identifiant' }
  | { readonly par: 'critere'; readonly critere: string };

export type Classee = {
  /** From 1; no two alike. */
  readonly rang: number;
  readonly dossier: string;
  /** An exact fraction of `NOTE_MAX`: « 17/4 ». */
  readonly score: string;
  readonly evaluations: number;
  /** Null for the first. */
  readonly separee: Departage | null;
};

export type NonClassee = {
  readonly dossier: string;
  readonly evaluations: number;
  readonly attendues: number;
  readonly recusees: number;
};

export type Classement = { readonly classees: readonly Classee[]; readonly nonClassees: readonly NonClassee[] };

/** The inputs in the one order that a snapshot keeps, whatever the order in which they were read. */
export function ordonner(entrees: Entrees): Entrees {
  const candidatures = entrees.candidatures
    .map((one) => ({ ...one, evaluations: one.evaluations.toSorted((a, b) => compare(a.evaluateur, b.evaluateur)) }))
    .toSorted((a, b) => compare(a.dossier, b.dossier));
  return { ...entrees, candidatures };
}

/** @throws RangeError for an algorithm that this version of the program does not know */
export function classer(entrees: Entrees): Classement {
  if (entrees.algorithme !== ALGORITHME) throw new RangeError(`The ranking algorithm ${entrees.algorithme} is unknown`);
  const { grille, candidatures } = ordonner(entrees);
  const corrections = correctionsDe(entrees);
  const [enough, tooFew] = partition(candidatures, ({ evaluations }) => evaluations.length >= grille.quorum);
  const lignes = enough
    .map((candidature) => ligneDe(grille, candidature, corrections))
    .toSorted((a, b) => order(grille.departages, a, b).sens);
  return {
    classees: lignes.map((ligne, index) => {
      const before = lignes[index - 1];
      return {
        rang: index + 1,
        dossier: ligne.dossier,
        score: writeFraction(ligne.score),
        evaluations: ligne.evaluations,
        separee: before ? order(grille.departages, before, ligne).separee : null,
      };
    }),
    nonClassees: tooFew.map(({ dossier, evaluations, attendues, recusees }) => ({
      dossier,
      evaluations: evaluations.length,
      attendues,
      recusees,
    })),
  };
}

type Ligne = {
  readonly dossier: string;
  readonly deposeeLe: string;
  readonly score: Fraction;
  /** Means of the criteria that separate equal scores. */
  readonly moyennes: ReadonlyMap<string, Fraction>;
  readonly evaluations: number;
};

function ligneDe(
  grille: Entrees['grille'],
  { dossier, deposeeLe, evaluations }: CandidatureAClasser,
  corrections: ReadonlyMap<string, Fraction>,
): Ligne {
  const scores = evaluations.map((one) => plus(scoreDe(grille, one), corrections.get(one.evaluateur) ?? ZERO));
  const moyennes = grille.departages.map(
    (critere) => [critere, mean(evaluations.map((one) => fraction(noteDe(one, critere))))] as const,
  );
  return { dossier, deposeeLe, score: mean(scores), moyennes: new Map(moyennes), evaluations: evaluations.length };
}

function scoreDe({ criteres }: Entrees['grille'], evaluation: EvaluationRetenue): Fraction {
  const total = criteres.reduce((sum, { id, poids }) => sum + poids * noteDe(evaluation, id), 0);
  return fraction(
    total,
    criteres.reduce((sum, { poids }) => sum + poids, 0),
  );
}

function noteDe({ notes }: EvaluationRetenue, critere: string): number {
  const note = notes[critere];
  if (note === undefined) throw new TypeError(`An evaluation says nothing of ${critere}`);
  return note;
}

/** By reviewer, what is added to each of their evaluations. */
function correctionsDe({ normalisation, grille, candidatures }: Entrees): ReadonlyMap<string, Fraction> {
  if (normalisation === 'aucune') return new Map();
  const all = candidatures.flatMap(({ evaluations }) => evaluations);
  if (all.length === 0) return new Map();
  const general = mean(all.map((one) => scoreDe(grille, one)));
  const corrections = new Map<string, Fraction>();
  for (const [evaluateur, own] of Map.groupBy(all, (one) => one.evaluateur)) {
    if (own.length < 2) continue;
    corrections.set(evaluateur, minus(general, mean(own.map((one) => scoreDe(grille, one)))));
  }
  return corrections;
}

/** The better first; never equal, because identifiers are not. */
function order(
  departages: readonly string[],
  a: Ligne,
  b: Ligne,
): { readonly sens: number; readonly separee: Departage } {
  const score = compareFractions(b.score, a.score);
  if (score !== 0) return { sens: score, separee: { par: 'score' } };
  for (const critere of departages) {
    const sens = compareFractions(b.moyennes.get(critere) ?? ZERO, a.moyennes.get(critere) ?? ZERO);
    if (sens !== 0) return { sens, separee: { par: 'critere', critere } };
  }
  const depot = Temporal.Instant.compare(a.deposeeLe, b.deposeeLe);
  if (depot !== 0) return { sens: depot, separee: { par: 'depot' } };
  return { sens: compare(a.dossier, b.dossier), separee: { par: 'identifiant' } };
}

const ZERO = fraction(0);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function partition<T>(all: readonly T[], keep: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(keep), all.filter((one) => !keep(one))];
}

/** Why a request is not ranked: « 1 évaluation retenue sur 2 exigées, 1 récusée ». */
export function pourquoiNonClassee({ evaluations, attendues, recusees }: NonClassee, quorum: number): string {
  const parts = [
    `${count(evaluations, 'évaluation')} retenue${evaluations >= 2 ? 's' : ''} sur ${quorum} exigée${quorum >= 2 ? 's' : ''}`,
    attendues > 0 && `${attendues} encore attendue${attendues >= 2 ? 's' : ''}`,
    recusees > 0 && `${recusees} récusée${recusees >= 2 ? 's' : ''} pour conflit d’intérêts`,
  ].filter((part) => part !== false);
  return `${parts.join(', ')}.`;
}
