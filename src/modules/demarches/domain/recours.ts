import { addDays, addMonths, type Jour } from '../../../values/jour.ts';
import type { Verdict } from './definition.ts';
import type { Statut } from './statut.ts';

/**
 * The recours gracieux: who asked contests a decision before whoever took it, in two months (CRPA, art. L411-2). It
 * holds for every démarche whose texts do not say otherwise, as its letters do.
 */
export type Recours = {
  readonly decisionId: string;
  /** What was written, and what was answered: messages of the dossier. */
  readonly messageId: string;
  readonly reponseId: string | null;
  readonly recuLe: Jour;
  readonly reponseAvant: Jour;
  readonly issue: IssueDeRecours | null;
  /** The day on which silence rejected it, once that is written down. */
  readonly rejetImpliciteLe: Jour | null;
  readonly reponduLe: Jour | null;
};

export type IssueDeRecours = 'rouvert' | 'rejete';

/** Characters of what is written. */
export const LONGEST_RECOURS = 4000;

/** The decisions that refuse something. */
export const isContestable = (statut: Statut | Verdict): boolean => statut === 'refuse' || statut === 'sans_suite';

/** The last day to answer: silence kept for two months rejects (CRPA, art. L231-4, 2°). */
export function reponseAvant(recuLe: Jour): Jour {
  return addMonths(recuLe, 2);
}

/**
 * The last day to contest a decision, before its author or the court: two months « francs » from its notification, so
 * neither that day nor the one on which they end counts (CJA, art. R421-1).
 */
export function limiteDuRecours(notifieeLe: Jour): Jour {
  return addDays(addMonths(notifieeLe, 2), 1);
}

export type EtatDeRecours = IssueDeRecours | 'a_examiner' | 'rejete_par_silence';

/**
 * By the day alone: silence has its effect by itself, before anything writes it down. The author may still come back on
 * their decision after it.
 */
export function etatDuRecours(
  { issue, reponseAvant: avant }: Pick<Recours, 'issue' | 'reponseAvant'>,
  aujourdhui: Jour,
): EtatDeRecours {
  if (issue !== null) return issue;
  return aujourdhui > avant ? 'rejete_par_silence' : 'a_examiner';
}

/** Of one that nobody answered: true when silence has rejected it, and nothing says so yet. */
export function isRejetAEcrire(
  { rejetImpliciteLe, reponseAvant: avant }: Pick<Recours, 'rejetImpliciteLe' | 'reponseAvant'>,
  aujourdhui: Jour,
): boolean {
  return rejetImpliciteLe === null && aujourdhui > avant;
}

/**
 * Whether an express rejection that follows the silent one gives the delay to go to the court anew: while that delay
 * still runs, always, or never. The installation says (RECOURS_REPONSE_TARDIVE): CJA, art. R421-2, is to be read by
 * whoever answers for the decisions.
 */
export type ReponseTardive = 'dans-le-delai' | 'toujours' | 'jamais';

/** @param limite the last day to go to the court against the silent rejection */
export function rouvreLeDelai(regle: ReponseTardive, limite: Jour, reponduLe: Jour): boolean {
  return regle === 'toujours' || (regle === 'dans-le-delai' && reponduLe <= limite);
}

/**
 * False when the recours came after the delay, counted from the day of the decision: then it did not stop the one to go
 * to the court (CRPA, art. L411-2; CJA, art. R421-1). Whoever was notified later is right to say so.
 */
export function isDansLeDelai({ recuLe }: Pick<Recours, 'recuLe'>, decideeLe: Jour): boolean {
  return recuLe <= limiteDuRecours(decideeLe);
}
